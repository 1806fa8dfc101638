//! The value of an argument: the position of its end, and as much of its shape as the attribute
//! needs. The compiler judges the rest.
//!
//! `syn` is not used here, because its expressions, patterns and types are most of its build time.

use std::mem::replace;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Lit, Token};

use super::receiver::rename_self;
use super::tokens::{
    angled, collect, find, group, is_arrow, is_joint, is_mark, is_one_of, is_path_separator,
    is_word, split, stream,
};
use super::types::Path;

pub(crate) struct Expr {
    tokens: Vec<TokenTree>,
    /// The tokens as the user wrote them, if the receiver was renamed in `tokens`.
    written: Option<Vec<TokenTree>>,
    pub(crate) shape: Shape,
}

pub(crate) enum Shape {
    Literal(Lit),
    /// A literal after a minus.
    Negative(Lit),
    Path(Path),
    Closure(Closure),
    /// `word(a, b)`
    Call(Ident, Vec<Expr>),
    Tuple(Vec<Expr>),
    /// `[a, b]`
    List(Vec<Expr>),
    /// A value in parentheses, or in the invisible group that `macro_rules` leaves.
    Wrapped(Box<Expr>),
    Other,
}

/// The head of a closure.
pub(crate) struct Closure {
    pub(crate) parameters: usize,
    pub(crate) is_async: bool,
    /// The number of tokens up to the second `|`.
    pub(crate) length: usize,
}

impl Closure {
    /// Reads the head of a closure at the start of the tokens.
    pub(crate) fn parse(tokens: &[TokenTree]) -> Option<Self> {
        let mut start = 0;
        while is_mark(tokens.get(start), '#') {
            start += 2;
        }
        if is_word(tokens.get(start), "for") {
            start += 1 + angled(&tokens[start + 1..])?;
        }
        let mut is_async = false;
        while is_one_of(tokens.get(start), &["const", "static", "async", "move"]) {
            is_async |= is_word(tokens.get(start), "async");
            start += 1;
        }
        let (bar, inside) = tokens.get(start..)?.split_first()?;
        let end = inside.iter().position(|token| is_mark(Some(token), '|'));
        let end = end.filter(|_| is_mark(Some(bar), '|'))?;
        Some(Self {
            parameters: split(&inside[..end], ',').len(),
            is_async,
            length: start + 1 + end + 1,
        })
    }
}

impl Expr {
    fn new(tokens: &[TokenTree]) -> Self {
        Self {
            tokens: tokens.to_vec(),
            written: None,
            shape: Shape::parse(tokens),
        }
    }

    /// Renames the receiver in the tokens. The shape keeps the user's word.
    pub(crate) fn rename_self(&mut self, to: &Ident) {
        let renamed = collect(rename_self(self.to_token_stream(), to));
        self.written = Some(replace(&mut self.tokens, renamed));
        match &mut self.shape {
            Shape::Wrapped(inner) => inner.rename_self(to),
            Shape::Call(_, list) | Shape::Tuple(list) | Shape::List(list) => {
                for inner in list {
                    inner.rename_self(to);
                }
            }
            _ => {}
        }
    }

    /// The value without parentheses and invisible groups.
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
            Shape::Literal(lit) => Some(lit),
            _ => None,
        }
    }

    fn negated(self) -> Shape {
        match self.shape {
            Shape::Wrapped(inner) => inner.negated(),
            Shape::Literal(lit) => Shape::Negative(lit),
            _ => Shape::Other,
        }
    }

    pub(crate) fn is_closure(&self) -> bool {
        matches!(self.shape, Shape::Closure(_))
    }

    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.path()
            .and_then(Path::word)
            .is_some_and(|it| it == word)
    }

    /// The name and the value of `name = value`.
    pub(crate) fn assignment(&self) -> Option<(&Ident, TokenStream)> {
        let [TokenTree::Ident(name), equals, value @ ..] = self.tokens.as_slice() else {
            return None;
        };
        let is_assignment = is_mark(Some(equals), '=') && !is_mark(value.first(), '=');
        (is_assignment && !value.is_empty()).then(|| (name, value.iter().cloned().collect()))
    }

    /// True for a field, or for a method that is not called: `self.ok`.
    pub(crate) fn is_member(&self) -> bool {
        matches!((&self.shape, self.tokens.as_slice()), (Shape::Other, [.., dot, TokenTree::Ident(name)])
            if is_mark(Some(dot), '.') && name != "await")
    }

    /// The text of the value, without the spaces that token streams print everywhere.
    pub(crate) fn text(&self) -> String {
        let written = self.written.as_ref().unwrap_or(&self.tokens);
        let mut text = stream(written).to_string();
        for spaced in [" :: ", " . ", " (", " ,", " !"] {
            text = text.replace(spaced, spaced.trim());
        }
        text
    }

    /// True if the value contains the word outside of brackets.
    pub(crate) fn names(&self, word: &str) -> bool {
        self.tokens.iter().any(|token| is_word(Some(token), word))
    }
}

impl ToTokens for Expr {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.tokens);
    }
}

impl Parse for Expr {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let tokens = collect(input.cursor().token_stream());
        let (end, is_whole) = end(&tokens);
        for _ in 0..end {
            input.parse::<TokenTree>()?;
        }
        if is_whole {
            Ok(Self::new(&tokens[..end]))
        } else {
            Err(input.error("this expression is incomplete"))
        }
    }
}

/// Words that an operand follows.
const BEFORE_OPERAND: &[&str] = &[
    "as", "async", "box", "break", "const", "dyn", "else", "extern", "fn", "for", "if", "impl",
    "in", "let", "loop", "match", "move", "mut", "ref", "return", "static", "unsafe", "while",
    "yield",
];

/// The end of the value at the start of the tokens. The flag is true if the value's last operand is
/// there.
///
/// A value ends at a comma, a semicolon, an arrow, or a second operand without an operator before
/// it. Outside of brackets, a value has commas only between the parameters of a closure and in
/// `<…>`. A `<…>` stands after `::`, at the start of an operand, or in the type of a cast.
pub(crate) fn end(tokens: &[TokenTree]) -> (usize, bool) {
    let mut at = 0;
    let (mut at_operand, mut in_type) = (true, false);
    while let Some([token, after @ ..]) = tokens.get(at..) {
        let rest = &tokens[at..];
        let is_twice = |mark| is_joint(token, mark) && is_mark(after.first(), mark);
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let after_parentheses = group(before, Delimiter::Parenthesis).is_some();
        let in_range = is_mark(before, '.');
        let is_at_most = is_joint(token, '<') && is_mark(after.first(), '=');
        if let Some(closure) = Closure::parse(rest).filter(|_| at_operand && !in_range) {
            at += closure.length;
            // The returned type of a closure ends at the braces of the closure's body.
            if is_arrow(&tokens[at..]) {
                let is_block = |rest: &[TokenTree]| group(rest.first(), Delimiter::Brace).is_some();
                at += find(&tokens[at..], is_block).unwrap_or_default();
            }
            continue;
        }
        let mut length = 1;
        match token {
            _ if is_one_of(Some(token), BEFORE_OPERAND) => {
                in_type |= is_word(Some(token), "as");
                at_operand = true;
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) if !at_operand => break,
            TokenTree::Punct(mark) => match mark.as_char() {
                ',' | ';' => break,
                '=' if is_joint(token, '=') && is_mark(after.first(), '>') => break,
                '-' if is_arrow(rest) && !(in_type && after_parentheses) => {
                    break;
                }
                '?' => {}
                '#' if group(after.first(), Delimiter::Bracket).is_some() => length = 2,
                '\'' if !after.is_empty() => length = 2,
                '<' if (at_operand || in_type) && !is_at_most => {
                    length = angled(rest).unwrap_or(1);
                }
                '-' if is_arrow(rest) => (at_operand, length) = (true, 2),
                '|' | '<' if !at_operand && (is_twice('|') || is_twice('<')) => {
                    (at_operand, in_type, length) = (true, false, 2);
                }
                mark => {
                    let is_macro =
                        mark == '!' && matches!(after.first(), Some(TokenTree::Group(_)));
                    in_type &= at_operand || is_macro || is_path_separator(rest);
                    at_operand = true;
                }
            },
            _ => {
                in_type &= !is_mark(before, '!');
                at_operand = false;
            }
        }
        at += length;
    }
    let is_cut = match &tokens[..at] {
        [] => true,
        [.., dot, last] if is_mark(Some(last), '.') => !is_mark(Some(dot), '.'),
        // The type `!`, or the end of `<…>`.
        [.., TokenTree::Punct(last)] => at_operand && !"!>".contains(last.as_char()),
        _ => false,
    };
    (at, !is_cut)
}

impl Shape {
    fn parse(tokens: &[TokenTree]) -> Self {
        match tokens {
            [TokenTree::Group(only)] => return Self::parse_group(only),
            [TokenTree::Ident(word), TokenTree::Group(inside)]
                if inside.delimiter() == Delimiter::Parenthesis =>
            {
                let list = list(inside).map(|list| list.into_iter().collect());
                return list.map_or(Self::Other, |list| Self::Call(word.clone(), list));
            }
            [minus, number @ ..] if is_mark(Some(minus), '-') => {
                return Expr::new(number).negated();
            }
            _ => {}
        }
        let literal = syn::parse2(stream(tokens)).map(Self::Literal).ok();
        let closure = || Closure::parse(tokens).map(Self::Closure);
        let path = || Path::of_value(tokens).map(Self::Path);
        literal
            .or_else(closure)
            .or_else(path)
            .unwrap_or(Self::Other)
    }

    fn parse_group(group: &Group) -> Self {
        if group.delimiter() == Delimiter::Bracket {
            return list(group).map_or(Self::Other, |list| Self::List(list.into_iter().collect()));
        }
        let in_parentheses = group.delimiter() == Delimiter::Parenthesis;
        if !in_parentheses && group.delimiter() != Delimiter::None {
            return Self::Other;
        }
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
mod tests;
