//! Slices of tokens: words, marks, brackets, and angle brackets, which are ordinary marks to a
//! macro.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use syn::ext::IdentExt;

pub(crate) fn collect(stream: TokenStream) -> Vec<TokenTree> {
    stream.into_iter().collect()
}

pub(crate) fn stream(tokens: &[TokenTree]) -> TokenStream {
    tokens.iter().cloned().collect()
}

pub(crate) fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

pub(crate) fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == word)
}

/// True for a word of a list.
pub(crate) fn is_one_of(token: Option<&TokenTree>, words: &[&str]) -> bool {
    // Each comparison with an `Ident` would make a string of it.
    matches!(token, Some(TokenTree::Ident(word)) if words.contains(&&*word.to_string()))
}

/// True if a statement can start after this token.
pub(crate) fn is_start(before: Option<&TokenTree>) -> bool {
    match before {
        None | Some(TokenTree::Group(_)) => true,
        token => is_mark(token, ';'),
    }
}

/// The group, if the token is a group with this delimiter.
pub(crate) fn group(token: Option<&TokenTree>, delimiter: Delimiter) -> Option<&Group> {
    match token {
        Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
        _ => None,
    }
}

/// True for a mark that is joined to the next mark.
pub(crate) fn is_joint(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == mark && it.spacing() == Spacing::Joint)
}

/// True for `::`. Its halves are joined, unlike those of `a: ::b`.
pub(crate) fn is_path_separator(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [first, second, ..] if is_joint(first, ':') && is_mark(Some(second), ':'))
}

/// True for `->`.
pub(crate) fn is_arrow(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [dash, end, ..] if is_joint(dash, '-') && is_mark(Some(end), '>'))
}

/// The name of the lifetime at the start of the tokens.
pub(crate) fn lifetime(tokens: &[TokenTree]) -> Option<&Ident> {
    match tokens {
        [TokenTree::Punct(quote), TokenTree::Ident(name), ..] if quote.as_char() == '\'' => {
            Some(name)
        }
        _ => None,
    }
}

/// Takes off invisible groups around all tokens, which `macro_rules` leaves.
pub(crate) fn visible(tokens: Vec<TokenTree>) -> Vec<TokenTree> {
    match tokens.as_slice() {
        [TokenTree::Group(only)] if only.delimiter() == Delimiter::None => {
            visible(collect(only.stream()))
        }
        _ => tokens,
    }
}

/// The depth in angle brackets, token by token. The `>` of an arrow closes no bracket.
#[derive(Default)]
pub(crate) struct Angles {
    depth: usize,
    after_dash: bool,
}

impl Angles {
    /// True if a token is outside of all angle brackets, and is no angle bracket itself.
    pub(crate) fn outside(&mut self, token: &TokenTree) -> bool {
        let mark = match token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        let before = self.depth;
        match mark {
            '<' => self.depth += 1,
            '>' if !self.after_dash => self.depth = before.saturating_sub(1),
            _ => {}
        }
        self.after_dash = mark == '-';
        before == 0 && self.depth == 0
    }
}

/// The position of the first matching token outside of angle brackets.
pub(crate) fn find(
    tokens: &[TokenTree],
    mut is: impl FnMut(&[TokenTree]) -> bool,
) -> Option<usize> {
    let mut angles = Angles::default();
    (0..tokens.len()).find(|at| angles.outside(&tokens[*at]) && is(&tokens[*at..]))
}

/// The number of tokens of a `<…>` at the start. `None` if the bracket is not closed.
pub(crate) fn angled(tokens: &[TokenTree]) -> Option<usize> {
    let mut angles = Angles::default();
    if !is_mark(tokens.first(), '<') {
        return None;
    }
    let closing = tokens.iter().position(|token| {
        angles.outside(token);
        angles.depth == 0
    });
    Some(closing? + 1)
}

/// The parts between marks, outside of angle brackets. There is no empty part after a last mark.
pub(crate) fn split(mut tokens: &[TokenTree], mark: char) -> Vec<&[TokenTree]> {
    let mut parts = Vec::new();
    while !tokens.is_empty() {
        let end = find(tokens, |rest| is_mark(rest.first(), mark));
        parts.push(&tokens[..end.unwrap_or(tokens.len())]);
        tokens = end.map_or(&[], |end| &tokens[end + 1..]);
    }
    parts
}

/// The single `:` between a name and its type.
pub(crate) fn colon(tokens: &[TokenTree]) -> Option<usize> {
    let mut separator = 0;
    find(tokens, |rest| {
        if separator > 0 {
            separator -= 1;
            return false;
        }
        separator = usize::from(is_path_separator(rest));
        is_mark(rest.first(), ':') && separator == 0
    })
}

/// Puts other tokens into the same brackets, which keep their place in the source.
pub(crate) fn regroup(group: &Group, stream: TokenStream) -> Group {
    let mut new = Group::new(group.delimiter(), stream);
    new.set_span(group.span());
    new
}

/// True if a word is in the tokens, or in a string that may format it.
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

    fn tokens(text: &str) -> Vec<TokenTree> {
        collect(text.parse().expect(text))
    }

    #[test]
    fn angle_brackets_are_matched() {
        for (text, length) in [
            ("<>", Some(2)),
            ("<A> B", Some(3)),
            ("<A<B>> C", Some(6)),
            ("<A, (B > C)> D", Some(5)),
            ("<Fn() -> A> B", Some(7)),
            ("<A", None),
            ("A<B>", None),
            ("", None),
        ] {
            assert_eq!(angled(&tokens(text)), length, "{text}");
        }
    }

    #[test]
    fn parts_are_split_outside_of_angle_brackets() {
        for (text, parts) in [
            ("", &[][..]),
            ("a", &["a"]),
            ("a, b", &["a", "b"]),
            ("a, b,", &["a", "b"]),
            ("a,, b", &["a", "", "b"]),
            (", a", &["", "a"]),
            ("A<B, C>, Fn() -> D, e", &["A<B, C>", "Fn() -> D", "e"]),
            ("(a, b), c", &["(a, b)", "c"]),
        ] {
            let tokens_of_text = tokens(text);
            let found: Vec<_> = split(&tokens_of_text, ',')
                .into_iter()
                .map(|part| stream(part).to_string())
                .collect();
            let parts: Vec<_> = parts
                .iter()
                .map(|part| stream(&tokens(part)).to_string())
                .collect();
            assert_eq!(found, parts, "{text}");
        }
    }

    #[test]
    fn tokens_outside_of_angle_brackets_are_found() {
        for (text, mark, at) in [
            ("a<b> = c", '=', Some(4)),
            ("a<b = c> d", '=', None),
            ("a<b> c", '<', None),
            ("a<b> c", '>', None),
            ("a -> c", '>', Some(2)),
        ] {
            let found = find(&tokens(text), |rest| is_mark(rest.first(), mark));
            assert_eq!(found, at, "{mark} in {text}");
        }
    }

    #[test]
    fn a_colon_is_not_half_of_a_path_separator() {
        for (text, at) in [
            ("a: b", Some(1)),
            ("a::b: c", Some(4)),
            ("::a::b", None),
            ("a::<B: C>", None),
            ("a::b::c: ::d", Some(7)),
            (": a", Some(0)),
        ] {
            assert_eq!(colon(&tokens(text)), at, "{text}");
        }
    }

    #[test]
    fn invisible_groups_around_everything_are_taken_off() {
        let invisible =
            |text: &str| TokenTree::from(Group::new(Delimiter::None, text.parse().expect(text)));
        let nested = TokenTree::from(Group::new(Delimiter::None, invisible("a b").into()));
        for (seen, expected) in [
            (vec![invisible("a b")], 2),
            (vec![nested], 2),
            (tokens("(a b)"), 1),
            (vec![invisible("a"), invisible("b")], 2),
            (vec![], 0),
        ] {
            assert_eq!(visible(seen).len(), expected);
        }
    }

    #[test]
    fn a_word_is_found_among_tokens_and_in_format_strings() {
        let name = |text| syn::parse_str::<Ident>(text).expect(text);
        for (text, expected) in [
            ("a", true),
            ("b(c, [a])", true),
            ("f!(\"{a:?}\")", true),
            ("f!(\"a {ab}\")", true),
            ("f!(\"a\")", false),
            ("ab.c", false),
            ("", false),
        ] {
            assert_eq!(
                mentions(text.parse().expect(text), &name("a")),
                expected,
                "{text}"
            );
        }
        assert!(mentions(
            "f!(\"{type}\")".parse().expect("tokens"),
            &name("r#type")
        ));
    }
}
