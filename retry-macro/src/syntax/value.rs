//! The value of an argument: the tokens of one expression, and what it looks like,
//! as far as the attribute asks. All else about it is for the compiler to judge.
//!
//! Read here and not by `syn`, whose expressions, patterns and types are most of
//! what it costs to build.

mod end;
mod reader;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Lit, Token};

use crate::syntax::tokens::{Angles, collect, is_mark, is_word};
pub(crate) use end::closure_head;
use reader::Reader;

pub(crate) struct Expr {
    tokens: Vec<TokenTree>,
    pub(crate) shape: Shape,
}

pub(crate) enum Shape {
    Literal {
        negative: bool,
        lit: Lit,
    },
    Path(Path),
    Closure {
        parameters: usize,
        is_async: bool,
    },
    /// `word(a, b)`
    Call(Ident, Vec<Expr>),
    Tuple(Vec<Expr>),
    /// In parentheses, or in the invisible group that `macro_rules` leaves.
    Wrapped(Box<Expr>),
    Other,
}

/// `a::b`, also of a type: `<T as Trait>::b`.
pub(crate) struct Path {
    pub(crate) segments: Vec<Segment>,
    /// Whether it begins with a type.
    pub(crate) is_of_type: bool,
    /// Whether it begins with `::`.
    is_global: bool,
}

pub(crate) struct Segment {
    pub(crate) word: Ident,
    pub(crate) has_arguments: bool,
}

impl Expr {
    fn new(tokens: &[TokenTree]) -> Self {
        Self {
            tokens: tokens.to_vec(),
            shape: Shape::of(tokens),
        }
    }

    /// Without parentheses and invisible groups.
    pub(crate) fn peeled(&self) -> &Self {
        match &self.shape {
            Shape::Wrapped(inner) => inner.peeled(),
            _ => self,
        }
    }

    pub(crate) fn path(&self) -> Option<&Path> {
        match &self.shape {
            Shape::Path(path) => Some(path),
            _ => None,
        }
    }

    /// A literal without a sign.
    pub(crate) fn literal(&self) -> Option<&Lit> {
        match &self.shape {
            Shape::Literal {
                negative: false,
                lit,
            } => Some(lit),
            _ => None,
        }
    }

    fn into_literal(self) -> Option<Lit> {
        match self.shape {
            Shape::Wrapped(inner) => inner.into_literal(),
            Shape::Literal {
                negative: false,
                lit,
            } => Some(lit),
            _ => None,
        }
    }

    pub(crate) fn is_closure(&self) -> bool {
        matches!(self.shape, Shape::Closure { .. })
    }

    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.path().is_some_and(|path| path.is_word(word))
    }

    /// True for a field or an uncalled method of something: `self.ok`.
    pub(crate) fn is_member(&self) -> bool {
        matches!((&self.shape, self.tokens.as_slice()), (Shape::Other, [.., dot, TokenTree::Ident(name)])
            if is_mark(Some(dot), '.') && name != "await")
    }

    /// Its text, without the spaces that token streams print everywhere.
    pub(crate) fn text(&self) -> String {
        let mut text = self.to_token_stream().to_string();
        for (spaced, tight) in [
            (" :: ", "::"),
            (" . ", "."),
            (" (", "("),
            (" ,", ","),
            (" !", "!"),
        ] {
            text = text.replace(spaced, tight);
        }
        text
    }

    /// Whether the word stands in it, outside of brackets.
    pub(crate) fn names(&self, word: &str) -> bool {
        self.tokens.iter().any(|token| is_word(Some(token), word))
    }
}

impl Path {
    /// Its only word.
    pub(crate) fn word(&self) -> Option<&Ident> {
        match self.segments.as_slice() {
            [only] if !self.is_of_type && !self.is_global && !only.has_arguments => {
                Some(&only.word)
            }
            _ => None,
        }
    }

    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.word().is_some_and(|only| only == word)
    }

    fn of(tokens: &[TokenTree]) -> Option<Self> {
        let mut reader = Reader::new(tokens);
        reader.path()?;
        if reader.at < tokens.len() {
            return None;
        }
        let mut segments: Vec<Segment> = Vec::new();
        let mut angles = Angles::default();
        for token in tokens {
            match (angles.outside(token), token) {
                (true, TokenTree::Ident(word)) => segments.push(Segment {
                    word: word.clone(),
                    has_arguments: false,
                }),
                (false, _) => {
                    if let Some(last) = segments.last_mut() {
                        last.has_arguments = true;
                    }
                }
                _ => {}
            }
        }
        Some(Self {
            segments,
            is_of_type: is_mark(tokens.first(), '<'),
            is_global: is_mark(tokens.first(), ':'),
        })
    }
}

impl ToTokens for Expr {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.tokens);
    }
}

impl Parse for Expr {
    /// The longest expression that the input begins with.
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let tokens = collect(input.cursor().token_stream());
        let mut reader = Reader::new(&tokens);
        let whole = reader.expression();
        let read = reader.at;
        for _ in 0..read {
            input.parse::<TokenTree>()?;
        }
        match whole {
            Some(()) => Ok(Self::new(&tokens[..read])),
            None => Err(input.error("this is no complete expression")),
        }
    }
}

impl Shape {
    fn of(tokens: &[TokenTree]) -> Self {
        match tokens {
            [TokenTree::Group(only)] => return Self::of_group(only),
            [TokenTree::Ident(word), TokenTree::Group(inside)]
                if inside.delimiter() == Delimiter::Parenthesis =>
            {
                let list = list(inside).map(|list| list.into_iter().collect());
                return list.map_or(Self::Other, |list| Self::Call(word.clone(), list));
            }
            [minus, number @ ..] if is_mark(Some(minus), '-') => {
                let lit = Expr::new(number).into_literal();
                return lit.map_or(Self::Other, |lit| Self::Literal {
                    negative: true,
                    lit,
                });
            }
            [only] => {
                if let Ok(lit) = syn::parse2(only.clone().into()) {
                    let negative = false;
                    return Self::Literal { negative, lit };
                }
            }
            _ => {}
        }
        if let Some((parameters, length)) = closure_head(tokens) {
            let is_async = tokens[..length]
                .iter()
                .any(|token| is_word(Some(token), "async"));
            return Self::Closure {
                parameters,
                is_async,
            };
        }
        Path::of(tokens).map_or(Self::Other, Self::Path)
    }

    fn of_group(group: &Group) -> Self {
        let in_parentheses = match group.delimiter() {
            Delimiter::Parenthesis => true,
            Delimiter::None => false,
            Delimiter::Brace | Delimiter::Bracket => return Self::Other,
        };
        match list(group) {
            Some(mut list) if list.len() == 1 && !list.trailing_punct() => {
                let only = list.pop().map(Box::new);
                only.map_or(Self::Other, Self::Wrapped)
            }
            Some(list) if in_parentheses => Self::Tuple(list.into_iter().collect()),
            _ => Self::Other,
        }
    }
}

type List = Punctuated<Expr, Token![,]>;

fn list(group: &Group) -> Option<List> {
    List::parse_terminated.parse2(group.stream()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expr(text: &str) -> Expr {
        syn::parse_str(text).expect(text)
    }

    #[test]
    fn a_word_is_a_path_of_one_word_and_nothing_else() {
        assert!(expr("a").is_word("a"));
        assert!(expr("((a))").peeled().is_word("a"));
        for other in ["b", "::a", "<T>::a", "a::<u8>", "a::b", "(a)", "a()", "5"] {
            assert!(!expr(other).is_word("a"), "{other}");
        }
    }

    #[test]
    fn what_looks_like_a_call_is_in_parentheses() {
        for (text, values) in [("a()", 0), ("a(b)", 1), ("a(b, c,)", 2)] {
            let Shape::Call(word, list) = expr(text).shape else {
                panic!("a call: {text}");
            };
            assert!(word == "a" && list.len() == values, "{text}");
        }
        for other in ["a[b]", "a {}", "a.b()", "a::b()", "a"] {
            assert!(!matches!(expr(other).shape, Shape::Call(..)), "{other}");
        }
    }

    #[test]
    fn a_member_is_a_field_or_a_method_that_is_not_called() {
        for (text, expected) in [
            ("self.ok", true),
            ("a.b().c", true),
            ("a.0.ok", true),
            ("self.ok()", false),
            ("|error| self.ok", false),
            ("a.await", false),
            ("a::ok", false),
            ("a", false),
        ] {
            assert_eq!(expr(text).is_member(), expected, "{text}");
        }
    }

    #[test]
    fn a_tuple_has_parentheses_that_are_seen() {
        let list = |delimiter| Group::new(delimiter, "a, b".parse().expect("a list"));
        let shape = |delimiter| Shape::of_group(&list(delimiter));
        assert!(matches!(shape(Delimiter::Parenthesis), Shape::Tuple(two) if two.len() == 2));
        assert!(matches!(shape(Delimiter::None), Shape::Other));
        assert!(matches!(shape(Delimiter::Bracket), Shape::Other));
    }

    #[test]
    fn a_literal_may_be_wrapped_and_negative() {
        for (text, is_negative) in [("5", false), ("((5))", false), ("-5", true), ("-(5)", true)] {
            match &expr(text).peeled().shape {
                Shape::Literal { negative, .. } => assert_eq!(*negative, is_negative, "{text}"),
                _ => panic!("a literal: {text}"),
            }
        }
        for other in ["--5", "-a", "!5", "5 + 5", "(5, 5)", "(5,)", "[5]"] {
            let expr = expr(other);
            let shape = &expr.peeled().shape;
            assert!(!matches!(shape, Shape::Literal { .. }), "{other}");
        }
    }
}
