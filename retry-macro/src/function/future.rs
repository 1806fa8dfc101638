//! Functions that return a future: its work is retried, not its construction.
//! So the `async` block that is the function's last expression is found, and a
//! shape in which it is not found is refused.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{
    GenericArgument, Pat, PathArguments, PathSegment, ReceiverKind, Signature, Token, Type,
    TypeParamBound,
};

use super::rewrite::regroup;
use super::{Argument, Ownership, arguments};

pub(super) const UNKNOWN: &str = "`#[retry]` retries the work of a future, and can't see it here: make this an `async fn`, or end the body in an `async` block (or `Box::pin(async move { … })`)";

/// What stands around the body of the future, in the user's tokens.
pub(crate) struct Tail {
    /// The statements before, and `async move`.
    before: TokenStream,
    /// The braces of the `async` block.
    block: Group,
    /// What moves arguments into the future.
    pub(crate) prologue: TokenStream,
    /// The parentheses of `Box::pin`, and what stands before them.
    pinned: Option<(TokenStream, Group)>,
    /// `.boxed()` and the like.
    after: TokenStream,
}

impl Tail {
    /// The body of the function, with another body of the future.
    pub(crate) fn around(&self, body: TokenStream) -> TokenStream {
        let Self {
            before,
            block,
            pinned,
            after,
            ..
        } = self;
        let mut whole = before.clone();
        whole.extend([TokenTree::from(regroup(block, body))]);
        if let Some((path, parentheses)) = pinned {
            let inside = regroup(parentheses, whole);
            whole = path.clone();
            whole.extend([TokenTree::from(inside)]);
        }
        whole.extend(after.clone());
        whole
    }
}

/// The output of the future that a type is: `impl Future<Output = T>`,
/// `Pin<Box<dyn Future<Output = T>>>`, `BoxFuture<'_, T>`.
pub(super) fn output(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Group(group) => output(&group.elem),
        Type::Paren(paren) => output(&paren.elem),
        Type::ImplTrait(ty) => output_in(&ty.bounds),
        Type::TraitObject(ty) => output_in(&ty.bounds),
        Type::Path(path) => {
            let segment = path.path.segments.last()?;
            let inner = first_type(segment)?;
            match segment.ident.to_string().as_str() {
                "BoxFuture" | "LocalBoxFuture" => Some(inner),
                "Pin" => match inner {
                    Type::Path(path) => {
                        let segment = path.path.segments.last()?;
                        let boxed = first_type(segment).filter(|_| segment.ident == "Box")?;
                        match boxed {
                            Type::ImplTrait(_) | Type::TraitObject(_) => output(boxed),
                            _ => None,
                        }
                    }
                    _ => None,
                },
                _ => None,
            }
        }
        _ => None,
    }
}

fn output_in(bounds: &Punctuated<TypeParamBound, Token![+]>) -> Option<&Type> {
    bounds.iter().find_map(|bound| {
        let TypeParamBound::Trait(bound) = bound else {
            return None;
        };
        let segment = bound.path.segments.last()?;
        let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
            return None;
        };
        arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::AssocType(output)
                if segment.ident == "Future" && output.ident == "Output" =>
            {
                Some(&output.ty)
            }
            _ => None,
        })
    })
}

fn first_type(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// Finds the `async` block at the end of a body, and returns what is around it,
/// and its own body without the prologue.
pub(super) fn split(
    body: &Group,
    signature: &Signature,
    arguments: &mut Vec<Argument>,
) -> Option<(Tail, Group)> {
    let mut tokens: Vec<_> = body.stream().into_iter().collect();
    let after = take_boxed(&mut tokens);
    let mut pinned = None;
    if after.is_empty() && is_box_pin(&tokens) {
        let Some(TokenTree::Group(parentheses)) = tokens.pop() else {
            return None;
        };
        let inside = parentheses.stream();
        pinned = Some((tokens.into_iter().collect(), parentheses));
        tokens = inside.into_iter().collect();
        if matches!(tokens.last(), Some(TokenTree::Punct(comma)) if comma.as_char() == ',') {
            tokens.pop();
        }
    }
    let block = match tokens.pop() {
        Some(TokenTree::Group(block)) if block.delimiter() == Delimiter::Brace => block,
        _ => return None,
    };
    let is = |token: Option<&TokenTree>, word: &str| matches!(token, Some(TokenTree::Ident(ident)) if ident == word);
    let keyword = match tokens.last() {
        last if is(last, "move") => tokens.len().checked_sub(2),
        _ => tokens.len().checked_sub(1),
    }?;
    if !is(tokens.get(keyword), "async") || (pinned.is_some() && keyword > 0) {
        return None;
    }
    let before = tokens.into_iter().collect();
    let (prologue, rest) = take_prologue(&block, signature, arguments);
    let tail = Tail {
        before,
        block,
        prologue,
        pinned,
        after,
    };
    Some((tail, rest))
}

/// Takes `.boxed()` or `.boxed_local()` off the end.
fn take_boxed(tokens: &mut Vec<TokenTree>) -> TokenStream {
    match tokens.as_slice() {
        [
            ..,
            TokenTree::Punct(dot),
            TokenTree::Ident(method),
            TokenTree::Group(parentheses),
        ] if dot.as_char() == '.'
            && (method == "boxed" || method == "boxed_local")
            && parentheses.stream().is_empty() =>
        {
            tokens.split_off(tokens.len() - 3).into_iter().collect()
        }
        _ => TokenStream::new(),
    }
}

fn is_box_pin(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [
        ..,
        TokenTree::Ident(boxed),
        TokenTree::Punct(_),
        TokenTree::Punct(colon),
        TokenTree::Ident(pin),
        TokenTree::Group(parentheses),
    ] if boxed == "Box" && colon.as_char() == ':' && pin == "pin"
        && parentheses.delimiter() == Delimiter::Parenthesis)
}

// Input:
//     { if let … {} let __self = self; let (a, b) = { let __arg1 = __arg1; __arg1 }; body }
//
// Output:
//     let __self = self; let (a, b) = { let __arg1 = __arg1; __arg1 };
//     { if let … {} body }
//
/// Takes the statements that move arguments into the future, which async-trait
/// writes, off the start of its body: they can run only once. Its `if let`,
/// which pins the type, stays.
fn take_prologue(
    block: &Group,
    signature: &Signature,
    arguments: &mut Vec<Argument>,
) -> (TokenStream, Group) {
    let tokens: Vec<_> = block.stream().into_iter().collect();
    let mut kept = TokenStream::new();
    let mut prologue = TokenStream::new();
    let mut rest = tokens.as_slice();
    if let [TokenTree::Ident(first), TokenTree::Ident(second), ..] = rest {
        if first == "if" && second == "let" {
            let is_brace = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
            if let Some(end) = rest.iter().position(is_brace) {
                kept.extend(rest[..=end].iter().cloned());
                rest = &rest[end + 1..];
            }
        }
    }
    while let Some((statement, after)) = move_in(rest, signature, arguments) {
        prologue.extend(statement);
        rest = after;
    }
    kept.extend(rest.iter().cloned());
    (prologue, regroup(block, kept))
}

/// One statement that moves an argument in, and what follows it.
fn move_in<'a>(
    tokens: &'a [TokenTree],
    signature: &Signature,
    arguments: &mut Vec<Argument>,
) -> Option<(TokenStream, &'a [TokenTree])> {
    let is_punct =
        |token: &TokenTree, c| matches!(token, TokenTree::Punct(punct) if punct.as_char() == c);
    // Its `#[cfg]`.
    let mut start = 0;
    while tokens.len() > start + 2 && is_punct(&tokens[start], '#') {
        start += 2;
    }
    let end = tokens.iter().position(|token| is_punct(token, ';'))?;
    let statement = tokens.get(start..end)?;
    let (keyword, binding) = statement.split_first()?;
    if !matches!(keyword, TokenTree::Ident(word) if word == "let") {
        return None;
    }
    let equals = binding.iter().position(|token| is_punct(token, '='))?;
    let [source] = &binding[equals + 1..] else {
        return None;
    };
    let pattern: TokenStream = binding[..equals].iter().cloned().collect();
    let mut pattern = Parser::parse2(Pat::parse_single, pattern).ok()?;
    let source = moved_argument(source)?;
    let is_argument =
        |name: &Ident| *name == "self" || arguments.iter().any(|argument| argument.name == *name);
    if !is_argument(&source) {
        return None;
    }
    match &mut pattern {
        // A borrowed receiver is rebound as `mut` so that it can be reborrowed.
        Pat::Ident(binding) if source == "self" => {
            let borrowed = signature
                .receiver()
                .is_some_and(|receiver| matches!(receiver.kind, ReceiverKind::Reference(..)));
            let receiver = arguments
                .iter_mut()
                .find(|argument| argument.name == "self")?;
            receiver.name = binding.ident.clone();
            if !borrowed {
                receiver.mutability = binding
                    .mutability
                    .take()
                    .map(|mutability| Ident::new("mut", mutability.span));
            }
        }
        Pat::Ident(binding) if binding.ident == source => {
            let argument = arguments
                .iter_mut()
                .find(|argument| argument.name == source)?;
            argument.mutability = binding
                .mutability
                .take()
                .map(|mutability| Ident::new("mut", mutability.span));
            // Only named so that it is dropped with the future.
            if source.to_string().starts_with("__arg") {
                argument.ownership = Ownership::Borrowed;
            }
        }
        Pat::Ident(_) => return None,
        pattern => {
            arguments.retain(|argument| argument.name != source);
            arguments::bindings(pattern, &mut |name, mutability, owned| {
                arguments.push(Argument {
                    name,
                    mutability,
                    attributes: TokenStream::new(),
                    ownership: if owned {
                        Ownership::Owned
                    } else {
                        Ownership::Borrowed
                    },
                });
            });
        }
    }
    let mut moved: TokenStream = tokens[..start].iter().cloned().collect();
    moved.extend([keyword.clone()]);
    quote::ToTokens::to_tokens(&pattern, &mut moved);
    // The `=`, the source and the `;`.
    moved.extend(tokens[start + 1 + equals..=end].iter().cloned());
    Some((moved, &tokens[end + 1..]))
}

/// `x`, or `{ let x = x; x }`.
fn moved_argument(source: &TokenTree) -> Option<Ident> {
    match source {
        TokenTree::Ident(name) => Some(name.clone()),
        TokenTree::Group(block) if block.delimiter() == Delimiter::Brace => {
            let inside: Vec<_> = block.stream().into_iter().collect();
            match inside.as_slice() {
                [
                    TokenTree::Ident(_),
                    TokenTree::Ident(name),
                    TokenTree::Punct(_),
                    TokenTree::Ident(_),
                    TokenTree::Punct(_),
                    TokenTree::Ident(last),
                ] if name == last => Some(name.clone()),
                _ => None,
            }
        }
        _ => None,
    }
}
