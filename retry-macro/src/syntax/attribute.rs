//! The tokens before an item: attributes and a visibility.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};

use super::tokens::{collect, group, is_mark, is_one_of, is_path_separator, is_word, visible};

/// `#[…]`
pub(crate) struct Attribute {
    tokens: Vec<TokenTree>,
    inside: Vec<TokenTree>,
}

impl Attribute {
    /// True if the attribute's path is this one word.
    pub(crate) fn is(&self, word: &str) -> bool {
        is_word(self.inside.first(), word) && !is_path_separator(&self.inside[1..])
    }

    /// True if the attribute's path ends in this word.
    pub(crate) fn ends_in(&self, word: &str) -> bool {
        let mut rest = self.inside.as_slice();
        while rest.get(1..).is_some_and(is_path_separator) {
            rest = &rest[3..];
        }
        is_word(rest.first(), word)
    }

    /// The brackets of `#[word(…)]`, if the attribute consists of this word and brackets only.
    pub(crate) fn arguments(&self) -> Option<&Group> {
        match self.inside.as_slice() {
            [_, TokenTree::Group(arguments)] => Some(arguments),
            _ => None,
        }
    }

    /// True for `#[doc = "…"]`, which the compiler makes from `///`.
    pub(crate) fn is_documentation(&self) -> bool {
        self.is("doc") && is_mark(self.inside.get(1), '=')
    }
}

impl ToTokens for Attribute {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.tokens);
    }
}

/// Reads the attributes at the start of the tokens. Returns them and the tokens after them.
pub(crate) fn attributes(mut tokens: &[TokenTree]) -> (Vec<Attribute>, &[TokenTree]) {
    let mut attributes = Vec::new();
    while let [hash, TokenTree::Group(brackets), rest @ ..] = tokens {
        if !is_mark(Some(hash), '#') || brackets.delimiter() != Delimiter::Bracket {
            break;
        }
        attributes.push(Attribute {
            inside: visible(collect(brackets.stream())),
            tokens: tokens[..2].to_vec(),
        });
        tokens = rest;
    }
    (attributes, tokens)
}

/// The number of tokens of the visibility at the start. `macro_rules` leaves an invisible group,
/// even around an empty visibility. A group without tokens after it is something else.
pub(crate) fn visibility(tokens: &[TokenTree]) -> usize {
    if group(tokens.first(), Delimiter::None).is_some() {
        return usize::from(tokens.len() > 1);
    }
    let is_public = is_word(tokens.first(), "pub");
    // These parentheses may be a field whose type is a tuple.
    let scope = group(tokens.get(1), Delimiter::Parenthesis);
    let scope = scope.and_then(|scope| scope.stream().into_iter().next());
    let is_restricted = is_public && is_one_of(scope.as_ref(), &["crate", "self", "super", "in"]);
    usize::from(is_public) + usize::from(is_restricted)
}
