//! Small rewrites of a function's tokens, which keep their places in the source.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

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

/// Names the receiver of a body `to`, but not that of functions and impls within.
pub(crate) fn rename_self(body: TokenStream, to: &Ident) -> TokenStream {
    let mut renamed = Vec::new();
    // In an item, up to its braces.
    let mut item = false;
    let mut tokens = body.into_iter().peekable();
    while let Some(token) = tokens.next() {
        renamed.push(match token {
            TokenTree::Ident(word) if word == "self" && !item => {
                Ident::new(&to.to_string(), to.span().located_at(word.span())).into()
            }
            TokenTree::Ident(word) => {
                let named = matches!(tokens.peek(), Some(TokenTree::Ident(_)));
                item |= (word == "fn" && named) || (word == "impl" && starts_a_statement(&renamed));
                word.into()
            }
            TokenTree::Group(group) => {
                let inner = if item {
                    group.stream()
                } else {
                    rename_self(group.stream(), to)
                };
                item &= group.delimiter() != Delimiter::Brace;
                regroup(&group, inner).into()
            }
            token => token,
        });
    }
    renamed.into_iter().collect()
}

fn starts_a_statement(before: &[TokenTree]) -> bool {
    match before.last() {
        None | Some(TokenTree::Group(_)) => true,
        Some(TokenTree::Punct(punct)) => punct.as_char() == ';',
        Some(TokenTree::Ident(word)) => word == "unsafe",
        Some(TokenTree::Literal(_)) => false,
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
