//! Small rewrites of a function's tokens, which keep their places in the source.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

use crate::syntax::tokens::is_word;

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
                let inside = without_impl(group.stream());
                // `_` alone needs no parentheses, and has a lint against them.
                let is_alone = is_word(group.stream().into_iter().next().as_ref(), "impl")
                    && inside.clone().into_iter().count() == 1;
                if is_alone && group.delimiter() == Delimiter::Parenthesis {
                    kept.extend(inside);
                } else {
                    kept.extend([TokenTree::from(regroup(&group, inside))]);
                }
            }
            token => kept.extend([token]),
        }
    }
    kept
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

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> TokenStream {
        text.parse().expect(text)
    }

    #[test]
    fn an_impl_in_a_type_is_replaced_up_to_its_end() {
        for (ty, expected) in [
            ("R<u8, E>", "R<u8, E>"),
            ("R<impl T, E>", "R<_, E>"),
            ("R<impl T<u8> + 'a, impl E>", "R<_, _>"),
            ("R<impl Fn(u8) -> R<u8, E>, E>", "R<_, E>"),
            ("R<(impl T, u8), [impl T; 2]>", "R<(_, u8), [_; 2]>"),
            (
                "R<&'a (impl T + 'a), ((impl T), [impl T])>",
                "R<&'a _, (_, [_])>",
            ),
            ("R<(impl T,), (u8)>", "R<(_,), (u8)>"),
        ] {
            let replaced = without_impl(tokens(ty)).to_string();
            assert_eq!(replaced, tokens(expected).to_string());
        }
    }

    #[test]
    fn inner_attributes_are_taken_off_the_start() {
        for (attributes, rest) in [
            ("", ""),
            ("#![a] #![b(c)]", "d"),
            ("#![a]", "#[b] c"),
            ("", "a; #![b]"),
            ("", "#-[a]"),
            ("", "-![a]"),
        ] {
            let body = tokens(&format!("{{ {attributes} {rest} }}"))
                .into_iter()
                .next();
            let Some(TokenTree::Group(body)) = body else {
                panic!("no body");
            };
            let (taken, kept) = split_inner_attributes(&body);
            assert_eq!(taken.to_string(), tokens(attributes).to_string());
            assert_eq!(kept.stream().to_string(), tokens(rest).to_string());
        }
    }
}
