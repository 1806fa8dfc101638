//! The annotated function: attributes, signature, and the body as raw tokens,
//! so that half-typed code still expands. Which functions can't be retried, and
//! why.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, Error, FnArg, GenericParam, Ident, Pat, ReturnType, Signature, Token, Visibility,
};

use crate::diagnostics::Errors;

pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    /// Without the `mut` of its arguments.
    pub(crate) signature: Signature,
    /// The return type.
    pub(crate) returned: TokenStream,
    pub(crate) mutable: Vec<Mutable>,
    /// `#![…]` at the start of the body.
    pub(crate) inner_attributes: TokenStream,
    /// The rest of the body, in its own braces.
    pub(crate) body: Group,
}

/// An argument that the body may change, in the user's tokens: an unneeded `mut`
/// is still the user's.
pub(crate) struct Mutable {
    /// The `#[cfg]` and `#[allow]` of the argument.
    pub(crate) attributes: TokenStream,
    pub(crate) mutability: Ident,
    pub(crate) name: Ident,
}

impl Function {
    /// Reads the item under the attribute. `None` where it can't be retried,
    /// with the errors that say why.
    pub(crate) fn parse(item: TokenStream, errors: &mut Errors) -> Option<Self> {
        let Item {
            attributes,
            visibility,
            mut signature,
            body,
        } = errors.ok(syn::parse2(item))?;
        let refused = refusals(&attributes, &signature, errors);
        let ReturnType::Type(_, returned) = &signature.output else {
            let message = "`#[retry]` needs a function that returns a `Result` or an `Option`: this one returns nothing that could fail";
            errors.at(&signature.ident, message);
            return None;
        };
        let returned = quote!(#returned);
        let mutable = take_mut(&mut signature);
        let (inner_attributes, body) = split_inner_attributes(&body);
        (!refused).then_some(Self {
            attributes,
            visibility,
            signature,
            returned,
            mutable,
            inner_attributes,
            body,
        })
    }
}

impl Function {
    /// The return type as a closure can name it: with `_` for `impl Trait`.
    pub(crate) fn closure_return(&self) -> TokenStream {
        without_impl(self.returned.clone())
    }

    /// Whether tokens name `Self` or a generic parameter of the function.
    pub(crate) fn has_generic_in(&self, tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(word) => word == "Self" || self.is_parameter(&word),
            TokenTree::Group(group) => self.has_generic_in(group.stream()),
            _ => false,
        })
    }

    fn is_parameter(&self, word: &Ident) -> bool {
        self.signature
            .generics
            .params
            .iter()
            .any(|parameter| match parameter {
                GenericParam::Type(parameter) => parameter.ident == *word,
                GenericParam::Const(parameter) => parameter.ident == *word,
                GenericParam::Lifetime(_) => false,
            })
    }
}

/// Replaces each `impl Bounds` in a type by `_`. The bounds end at a comma, at a
/// semicolon, or at a `>` that they did not open.
fn without_impl(ty: TokenStream) -> TokenStream {
    let mut kept = TokenStream::new();
    let mut tokens = ty.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == "impl" => {
                kept.extend(quote_spanned!(word.span()=> _));
                let (mut depth, mut before) = (0_u32, ' ');
                while let Some(next) = tokens.peek() {
                    let punct = match next {
                        TokenTree::Punct(punct) => punct.as_char(),
                        _ => ' ',
                    };
                    match punct {
                        '<' => depth += 1,
                        '>' if before == '-' => {}
                        ',' | ';' | '>' if depth == 0 => break,
                        '>' => depth -= 1,
                        _ => {}
                    }
                    before = punct;
                    tokens.next();
                }
            }
            TokenTree::Group(group) => {
                kept.extend([TokenTree::from(regroup(
                    &group,
                    without_impl(group.stream()),
                ))]);
            }
            token => kept.extend([token]),
        }
    }
    kept
}

/// A function whose body is one brace group, whatever is in it.
struct Item {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    signature: Signature,
    body: Group,
}

impl Parse for Item {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let start = input.cursor().token_stream();
        let visibility = input.parse()?;
        let Ok(signature) = input.parse() else {
            let is_fn = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "fn");
            let message = if start.clone().into_iter().any(|token| is_fn(&token)) {
                "`#[retry]` can't read this function"
            } else {
                "`#[retry]` goes on a function that returns a `Result` or an `Option`"
            };
            return Err(Error::new_spanned(start.into_iter().next(), message));
        };
        if let Ok(semicolon) = input.parse::<Token![;]>() {
            let message =
                "there is no body to retry here: put `#[retry]` on the function that has one";
            return Err(Error::new_spanned(semicolon, message));
        }
        match peel(input.parse()?) {
            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => Ok(Self {
                attributes,
                visibility,
                signature,
                body,
            }),
            other => Err(Error::new_spanned(
                other,
                "expected the body of the function",
            )),
        }
    }
}

/// Without the invisible group that `macro_rules` leaves around a `block`.
fn peel(token: TokenTree) -> TokenTree {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            let mut inner = group.stream().into_iter();
            match (inner.next(), inner.next()) {
                (Some(only), None) => peel(only),
                _ => group.into(),
            }
        }
        token => token,
    }
}

/// Whether the function is of a kind that can't be retried.
fn refusals(attributes: &[Attribute], signature: &Signature, errors: &mut Errors) -> bool {
    let mut refused = false;
    let mut refuse = |place: &dyn quote::ToTokens, message| {
        errors.at(place, message);
        refused = true;
    };
    if let Some(asyncness) = &signature.asyncness {
        refuse(asyncness, "`#[retry]` does not retry async functions yet");
    }
    if let Some(constness) = &signature.constness {
        refuse(
            constness,
            "a `const fn` can't wait between attempts: leave out `const`",
        );
    }
    if let Some(receiver) = signature.receiver() {
        if let Some(mutability) = &receiver.mutability {
            refuse(
                mutability,
                "`mut self` would carry changes from one attempt to the next: take `self`, and write `let mut this = self;` in the body",
            );
        }
    }
    for attribute in attributes {
        let last = attribute.path().segments.last();
        if last.is_some_and(|last| last.ident == "retry") {
            refuse(
                attribute,
                "a second `#[retry]` would multiply the attempts: leave one of them out",
            );
        }
        if attribute.path().is_ident("track_caller") {
            refuse(
                attribute,
                "`#[track_caller]` would report a place inside the retry loop: put it on a function that calls this one",
            );
        }
    }
    refused
}

/// Takes the `mut` off by-value bindings, and returns it with their names.
fn take_mut(signature: &mut Signature) -> Vec<Mutable> {
    let mut mutable = Vec::new();
    for argument in &mut signature.inputs {
        let FnArg::Typed(argument) = argument else {
            continue;
        };
        let pattern = &argument.pat;
        let mut names = Vec::new();
        let tokens = without_mut(quote!(#pattern), &mut names);
        if names.is_empty() {
            continue;
        }
        *argument.pat = Pat::Verbatim(tokens);
        let attributes = argument.attrs.iter().filter(|attribute| {
            ["cfg", "allow"]
                .iter()
                .any(|name| attribute.path().is_ident(name))
        });
        let attributes = quote!(#(#attributes)*);
        mutable.extend(names.into_iter().map(|(mutability, name)| {
            let attributes = attributes.clone();
            Mutable {
                attributes,
                mutability,
                name,
            }
        }));
    }
    mutable
}

/// In a pattern, the `mut` of `&mut p` and `ref mut x` is part of a type; every
/// other stands before the name of a by-value binding.
fn without_mut(pattern: TokenStream, names: &mut Vec<(Ident, Ident)>) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    let mut tokens = pattern.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match (&token, kept.last(), tokens.peek()) {
            (TokenTree::Ident(word), before, Some(TokenTree::Ident(name)))
                if word == "mut" && !borrows(before) =>
            {
                // Both sides of an `|` bind the same name.
                if names.iter().all(|(_, known)| known != name) {
                    names.push((word.clone(), name.clone()));
                }
            }
            (TokenTree::Group(group), ..) => {
                let inner = without_mut(group.stream(), names);
                kept.push(regroup(group, inner).into());
            }
            _ => kept.push(token),
        }
    }
    kept.into_iter().collect()
}

fn borrows(before: Option<&TokenTree>) -> bool {
    match before {
        Some(TokenTree::Punct(punct)) => punct.as_char() == '&',
        Some(TokenTree::Ident(word)) => word == "ref",
        _ => false,
    }
}

/// Other tokens in the same brackets, which keep their place in the source.
fn regroup(group: &Group, stream: TokenStream) -> Group {
    let mut new = Group::new(group.delimiter(), stream);
    new.set_span(group.span());
    new
}

fn split_inner_attributes(body: &Group) -> (TokenStream, Group) {
    let mut rest: Vec<TokenTree> = body.stream().into_iter().collect();
    let mut attributes = 0;
    while let [
        TokenTree::Punct(hash),
        TokenTree::Punct(bang),
        TokenTree::Group(_),
        ..,
    ] = &rest[attributes..]
    {
        if hash.as_char() != '#' || bang.as_char() != '!' {
            break;
        }
        attributes += 3;
    }
    if attributes == 0 {
        return (TokenStream::new(), body.clone());
    }
    let after = rest.split_off(attributes);
    (
        rest.into_iter().collect(),
        regroup(body, after.into_iter().collect()),
    )
}
