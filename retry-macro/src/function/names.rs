//! Names of arguments in a body, as far as its tokens tell.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;

/// True if a word stands in the tokens, or in a text that may format it.
pub(crate) fn mentions(tokens: TokenStream, word: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(other) => other == *word,
        TokenTree::Group(group) => mentions(group.stream(), word),
        TokenTree::Literal(text) => text.to_string().contains(&format!("{{{}", word.unraw())),
        TokenTree::Punct(_) => false,
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
}
