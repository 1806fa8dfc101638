//! The receiver by another name.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use super::tokens::{group, is_mark, is_start, is_word, regroup};

/// Renames the receiver in a body or an argument to `to`. The receivers of functions and impls
/// inside keep their name, and so does the module `self`.
pub(crate) fn rename_self(body: TokenStream, to: &Ident) -> TokenStream {
    let mut renamed: Vec<TokenTree> = Vec::new();
    let mut in_item = false;
    let mut tokens = body.into_iter().peekable();
    while let Some(token) = tokens.next() {
        renamed.push(match token {
            TokenTree::Ident(word) if word == "self" && !in_item => {
                if is_mark(tokens.peek(), ':') {
                    word.into()
                } else {
                    Ident::new(&to.to_string(), to.span().located_at(word.span())).into()
                }
            }
            TokenTree::Group(group) if !in_item => {
                regroup(&group, rename_self(group.stream(), to)).into()
            }
            token => {
                let is_named = matches!(tokens.peek(), Some(TokenTree::Ident(_)));
                in_item |= is_word(Some(&token), "fn") && is_named;
                in_item |= is_word(Some(&token), "impl") && is_start(renamed.last());
                in_item &= group(Some(&token), Delimiter::Brace).is_none();
                token
            }
        });
    }
    renamed.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;

    #[test]
    fn a_receiver_is_renamed_outside_of_items_paths_and_strings() {
        let to = Ident::new("__self", Span::call_site());
        for (text, expected) in [
            ("self", "__self"),
            ("self.profile(self.n)", "__self.profile(__self.n)"),
            ("|e| { self.is_busy(e) }", "|e| { __self.is_busy(e) }"),
            ("self::is_busy", "self::is_busy"),
            ("f(\"self\")", "f(\"self\")"),
            (
                "{ fn f(self) { self.g() } self.h() }",
                "{ fn f(self) { self.g() } __self.h() }",
            ),
            (
                "{ impl A { fn f(&self) {} } self }",
                "{ impl A { fn f(&self) {} } __self }",
            ),
        ] {
            let tokens = |text: &str| text.parse::<TokenStream>().expect(text);
            let renamed = rename_self(tokens(text), &to).to_string();
            assert_eq!(renamed, tokens(expected).to_string(), "{text}");
        }
    }
}
