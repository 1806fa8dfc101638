//! The annotated function: attributes, signature and body. The body is kept as raw tokens, so that
//! half-typed code still expands.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::{Error, Ident};

use crate::diagnostics::Errors;
use crate::future::{self, Tail};
use crate::syntax::attribute::Attribute;
use crate::syntax::signature::{self, Signature};
use crate::syntax::tokens::{collect, is_mark, mentions, regroup, stream, visible};
use crate::syntax::types;
use crate::{borrowed_output, parameters, refusals};

pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) signature: Signature,
    /// The type that an attempt returns.
    pub(crate) returned: TokenStream,
    /// True if that type is an `Option`, which has no errors.
    pub(crate) returns_option: bool,
    pub(crate) variables: Vec<Variable>,
    /// `#![…]` at the start of the body.
    pub(crate) inner_attributes: TokenStream,
    /// The braces of the function.
    pub(crate) braces: Group,
    /// The body of an attempt, in its own braces.
    pub(crate) body: Group,
    pub(crate) kind: Kind,
}

/// How the function gives its outcome.
pub(crate) enum Kind {
    Blocking,
    Async,
    /// A function that returns a future, with the tokens around the future's own body.
    Future(Tail),
}

/// A name that a parameter binds, in the user's tokens, so that the user gets the warning about an
/// unneeded `mut`.
pub(crate) struct Variable {
    /// The variable's name in the body.
    pub(crate) name: Ident,
    /// The variable's `mut`, which belongs to each attempt.
    pub(crate) mutability: Option<Ident>,
    /// The `#[cfg]` and `#[allow]` of the parameter.
    pub(crate) attributes: TokenStream,
    pub(crate) ownership: Ownership,
    /// True if statements before a future use the name.
    pub(crate) named_before: bool,
    /// True if the body uses the name.
    pub(crate) named_in_body: bool,
}

/// The access that the body has to a parameter.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Ownership {
    Borrowed,
    /// A `&mut T`, which the body could move away.
    Unique,
    /// A value that the body could consume.
    Owned,
    /// A `Pin<&mut T>`, which is reborrowed explicitly for each attempt: unlike a `&mut`, the
    /// compiler does not reborrow it.
    Pinned,
}

impl Variable {
    /// True for the receiver, which async-trait renames.
    pub(crate) fn is_self(&self) -> bool {
        self.name == "self" || self.name == "__self"
    }

    /// True for a value that the body could consume.
    pub(crate) fn is_owned(&self) -> bool {
        self.ownership == Ownership::Owned
    }

    /// True if the attribute names the variable by this word.
    pub(crate) fn is(&self, word: &Ident) -> bool {
        self.name == *word || (word == "self" && self.is_self())
    }
}

impl Function {
    /// Reads the item under the attribute. Returns `None` if the item can't be retried. The errors
    /// say why, unless the compiler reports an error of its own.
    pub(crate) fn parse(item: TokenStream, errors: &mut Errors) -> Option<Self> {
        let head_and_body = split_body(item.clone())
            .and_then(|(head, body)| Some((signature::parse(&head)?, body)));
        let Some(((attributes, signature), braces)) = head_and_body else {
            if let Some(error) = refusals::refusal(item) {
                errors.push(error);
            }
            return None;
        };
        let refused = refusals::unfit(&attributes, &signature, errors);
        let function = errors.ok(Self::new(attributes, signature, braces))?;
        (!refused).then_some(function)
    }

    pub(crate) fn is_blocking(&self) -> bool {
        matches!(self.kind, Kind::Blocking)
    }

    fn new(attributes: Vec<Attribute>, signature: Signature, braces: Group) -> syn::Result<Self> {
        let returned = refusals::returned(&signature)?;
        let output = (!signature.is_async)
            .then(|| future::output(returned))
            .flatten();
        let is_future = output.is_some();
        let returned = output.as_deref().unwrap_or(returned);
        let returns_option = types::is_option(returned);
        let returned = stream(returned);
        if let Some((place, through)) = borrowed_output::through_mut(&signature, &returned) {
            let message = format!(
                "the returned value borrows through {through}, which the next attempt needs again: return an owned value, or borrow after the call"
            );
            return Err(Error::new(place, message));
        }
        let mut variables = parameters::variables(&signature);
        let (inner_attributes, mut body) = split_inner_attributes(&braces);
        let kind = if signature.is_async {
            Kind::Async
        } else if is_future {
            let Some((tail, inner)) = future::split(&body, &signature, &mut variables) else {
                return Err(Error::new_spanned(&returned, future::UNKNOWN));
            };
            body = inner;
            if let Some(place) = future::returned_early(tail.statements()) {
                return Err(Error::new_spanned(place, future::RETURNED_EARLY));
            }
            Kind::Future(tail)
        } else if refusals::is_main_of_a_runtime(&body) {
            let name = &signature.name;
            return Err(Error::new_spanned(name, refusals::BELOW_A_RUNTIME));
        } else {
            Kind::Blocking
        };
        for variable in &mut variables {
            variable.named_in_body = mentions(body.stream(), &variable.name);
        }
        Ok(Self {
            attributes,
            signature,
            returned,
            returns_option,
            variables,
            inner_attributes,
            braces,
            body,
            kind,
        })
    }

    /// The name that async-trait gave to the receiver.
    pub(crate) fn renamed_receiver(&self) -> Option<&Ident> {
        let mut variables = self.variables.iter();
        let is_renamed = |it: &&Variable| it.is_self() && it.name != "self";
        variables.find(is_renamed).map(|it| &it.name)
    }

    /// The type that an attempt returns, with `_` in place of `impl Trait`, which an expression
    /// can't name.
    pub(crate) fn returned_without_impl(&self) -> TokenStream {
        types::without_impl(self.returned.clone())
    }

    /// The first word that names an argument and is not part of a path or a field.
    pub(crate) fn argument_in(&self, tokens: TokenStream) -> Option<Ident> {
        let tokens = collect(tokens);
        let mut places = tokens.iter().enumerate();
        places.find_map(|(at, token)| match token {
            // A block may bind the name itself.
            TokenTree::Group(group) if group.delimiter() != Delimiter::Brace => {
                self.argument_in(group.stream())
            }
            TokenTree::Ident(word) if self.variables.iter().any(|variable| variable.is(word)) => {
                let (before, after) = (tokens[..at].last(), tokens.get(at + 1));
                let is_part = is_mark(before, '.') || is_mark(before, ':') || is_mark(after, ':');
                (!is_part).then(|| word.clone())
            }
            _ => None,
        })
    }

    /// True if tokens name `Self` or a generic parameter of the function.
    pub(crate) fn has_generic_in(&self, tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(word) => word == "Self" || self.signature.has_generic(&word),
            TokenTree::Group(group) => self.has_generic_in(group.stream()),
            _ => false,
        })
    }
}

/// Takes off the body, which is one group in braces. The whole item can be in an invisible group (a
/// macro's `item`), and so can the body (a macro's `block`).
fn split_body(item: TokenStream) -> Option<(Vec<TokenTree>, Group)> {
    let mut tokens = visible(collect(item));
    match visible(vec![tokens.pop()?]).as_slice() {
        [TokenTree::Group(body)] if body.delimiter() == Delimiter::Brace => {
            Some((tokens, body.clone()))
        }
        _ => None,
    }
}

/// The `#![…]` at the start of a body, and the rest in the same braces.
fn split_inner_attributes(body: &Group) -> (TokenStream, Group) {
    let tokens = collect(body.stream());
    let mut rest = tokens.as_slice();
    while let [hash, bang, TokenTree::Group(_), after @ ..] = rest {
        if !is_mark(Some(hash), '#') || !is_mark(Some(bang), '!') {
            break;
        }
        rest = after;
    }
    let attributes = &tokens[..tokens.len() - rest.len()];
    if attributes.is_empty() {
        return (TokenStream::new(), body.clone());
    }
    (stream(attributes), regroup(body, stream(rest)))
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    fn invisible(tokens: TokenStream) -> TokenStream {
        TokenTree::from(Group::new(Delimiter::None, tokens)).into()
    }

    /// Tests an `item`, a `block`, and an `item` with a `block`, as `macro_rules` passes them on.
    #[test]
    fn functions_in_invisible_groups_are_read() {
        let plain = quote!(
            fn f() -> R {
                body
            }
        );
        let block = invisible(quote!({ body }));
        let head = quote!(fn f() -> R);
        for item in [
            plain.clone(),
            invisible(plain.clone()),
            invisible(invisible(plain)),
            quote!(#head #block),
            invisible(quote!(#head #block)),
        ] {
            let (before, body) = split_body(item.clone()).expect("a function");
            assert_eq!(stream(&before).to_string(), head.to_string(), "{item}");
            assert_eq!(body.stream().to_string(), "body", "{item}");
        }
    }

    #[test]
    fn an_item_that_does_not_end_in_a_block_has_no_body() {
        let pair = invisible(quote!({ body } { body }));
        for item in [
            quote!(),
            quote!(
                fn f() -> R;
            ),
            quote!(fn f()),
            quote!(fn f() -> R #pair),
            invisible(quote!()),
        ] {
            assert!(split_body(item.clone()).is_none(), "{item}");
        }
    }

    #[test]
    fn inner_attributes_are_taken_off_the_body() {
        let tokens = |text: &str| text.parse::<TokenStream>().expect(text).to_string();
        for (attributes, rest) in [
            ("", ""),
            ("#![a] #![b(c)]", "d"),
            ("#![a]", "#[b] c"),
            ("", "a; #![b]"),
            ("", "#-[a]"),
            ("", "-![a]"),
        ] {
            let inside = format!("{attributes} {rest}").parse().expect(rest);
            let body = Group::new(Delimiter::Brace, inside);
            let (taken, kept) = split_inner_attributes(&body);
            assert_eq!(taken.to_string(), tokens(attributes));
            assert_eq!(kept.stream().to_string(), tokens(rest));
        }
    }
}
