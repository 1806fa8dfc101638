//! Where an argument is named in a body, as far as its tokens tell.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;

use crate::syntax::tokens::{collect, group, is_mark, is_word};

/// Whether a word stands in the tokens, or in a text that may format it.
pub(crate) fn mentions(tokens: TokenStream, word: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(other) => other == *word,
        TokenTree::Group(group) => mentions(group.stream(), word),
        TokenTree::Literal(text) => text.to_string().contains(&format!("{{{}", word.unraw())),
        TokenTree::Punct(_) => false,
    })
}

/// Whether a variable that is a `&mut` may be moved away: where it is dereferenced or
/// borrowed, and before a field, method or index, it is not.
pub(crate) fn may_be_moved(tokens: TokenStream, name: &Ident) -> bool {
    let tokens = collect(tokens);
    let stays = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let after = tokens.get(at + 1);
        ['.', '*', '&'].iter().any(|mark| is_mark(before, *mark))
            || is_word(before, "mut")
            || ['.', ':'].iter().any(|mark| is_mark(after, *mark))
            || group(after, Delimiter::Bracket).is_some()
    };
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Ident(word) => word == name && !stays(at),
        TokenTree::Group(group) => may_be_moved(group.stream(), name),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> TokenStream {
        text.parse().expect(text)
    }

    fn name(text: &str) -> Ident {
        syn::parse_str(text).expect(text)
    }

    #[test]
    fn a_word_is_mentioned_by_itself_or_in_a_text() {
        for (text, expected) in [
            ("a", true),
            ("b(c, [a])", true),
            ("f!(\"{a:?}\")", true),
            ("f!(\"a {ab}\")", true),
            ("f!(\"a\")", false),
            ("ab.c", false),
            ("", false),
        ] {
            assert_eq!(mentions(tokens(text), &name("a")), expected, "{text}");
        }
        assert!(mentions(tokens("f!(\"{type}\")"), &name("r#type")));
    }

    #[test]
    fn a_name_that_stands_alone_may_be_moved() {
        for (text, expected) in [
            ("f(a)", true),
            ("for b in a {}", true),
            ("let b = a;", true),
            ("S { a }", true),
            ("|| [a]", true),
            ("a.b()", false),
            ("b.a", false),
            ("a[0]", false),
            ("*a += 1", false),
            ("f(&a, &mut a)", false),
            ("S { a: 1 }", false),
            ("ab", false),
            ("a.b(); f(a)", true),
        ] {
            assert_eq!(may_be_moved(tokens(text), &name("a")), expected, "{text}");
        }
    }
}
