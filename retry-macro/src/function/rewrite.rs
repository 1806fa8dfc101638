//! Small rewrites of a function's tokens, which keep their places in the source.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{FnArg, Pat, Signature};

use super::Mutable;

/// Replaces each `impl Bounds` in a type by `_`. The bounds end at a comma, at a
/// semicolon, or at a `>` that they did not open.
pub(super) fn without_impl(ty: TokenStream) -> TokenStream {
    let mut kept = TokenStream::new();
    let mut tokens = ty.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == "impl" => {
                kept.extend([TokenTree::from(Ident::new("_", word.span()))]);
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

/// Takes the `mut` off by-value bindings, and returns it with their names.
pub(super) fn take_mut(signature: &mut Signature) -> Vec<Mutable> {
    let mut mutable = Vec::new();
    for argument in &mut signature.inputs {
        let FnArg::Typed(argument) = argument else {
            continue;
        };
        let mut names = Vec::new();
        let tokens = without_mut(argument.pat.to_token_stream(), &mut names);
        if names.is_empty() {
            continue;
        }
        *argument.pat = Pat::Verbatim(tokens);
        let mut attributes = TokenStream::new();
        for attribute in &argument.attrs {
            if ["cfg", "allow"]
                .iter()
                .any(|name| attribute.path().is_ident(name))
            {
                attribute.to_tokens(&mut attributes);
            }
        }
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
pub(crate) fn regroup(group: &Group, stream: TokenStream) -> Group {
    let mut new = Group::new(group.delimiter(), stream);
    new.set_span(group.span());
    new
}

/// The `#![…]` at the start of a body, and the rest in the same braces.
pub(super) fn split_inner_attributes(body: &Group) -> (TokenStream, Group) {
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
