//! Where an expression ends. Operands and operators are told apart, and no more:
//! what binds closer, and what it means, changes nothing about the end.

use std::mem::replace;

use proc_macro2::{Delimiter, Group, Ident, TokenTree};

use super::reader::{Reader, is_one_of};
use crate::syntax::tokens::{angled, collect, is_mark, is_path_separator, is_word, split};

/// How many parameters a closure has that begins here, and how many tokens there
/// are up to its second `|`.
pub(crate) fn closure_head(tokens: &[TokenTree]) -> Option<(usize, usize)> {
    let mut at = 0;
    while is_mark(tokens.get(at), '#') {
        at += 2;
    }
    if is_word(tokens.get(at), "for") {
        at += 1 + angled(&tokens[at + 1..])?;
    }
    while is_one_of(tokens.get(at), &["const", "static", "async", "move"]) {
        at += 1;
    }
    if !is_mark(tokens.get(at), '|') {
        return None;
    }
    let inside = &tokens[at + 1..];
    let end = inside.iter().position(|token| is_mark(Some(token), '|'))?;
    Some((split(&inside[..end], ',').len(), at + 1 + end + 1))
}

/// Whether a block, or what is in it, ends in a `.` or `:` that something should
/// follow. A macro takes what it likes.
fn is_cut_off(block: &Group) -> bool {
    let tokens = collect(block.stream());
    let goes_on = match tokens.as_slice() {
        [.., before, last] if is_mark(Some(last), '.') => !is_mark(Some(before), '.'),
        [.., last] => is_mark(Some(last), '.') || is_mark(Some(last), ':'),
        [] => false,
    };
    let mut of_macro = false;
    goes_on
        || tokens.iter().any(|token| {
            let is_free = replace(&mut of_macro, is_mark(Some(token), '!'));
            matches!(token, TokenTree::Group(group) if !is_free && is_cut_off(group))
        })
}

/// Whether a path can have this word in it.
fn is_segment(word: &Ident) -> bool {
    is_one_of(
        Some(&word.clone().into()),
        &["self", "Self", "super", "crate"],
    ) || syn::parse2::<Ident>(TokenTree::from(word.clone()).into()).is_ok()
}

/// Each before those that it begins with.
const OPERATORS: [&str; 32] = [
    "<<=", ">>=", "...", "..=", "..", "&&", "||", "==", "!=", "<=", ">=", "<<", ">>", "+=", "-=",
    "*=", "/=", "%=", "^=", "&=", "|=", "+", "-", "*", "/", "%", "^", "&", "|", "<", ">", "=",
];

impl Reader<'_> {
    /// Operands with operators between them.
    pub(crate) fn expression(&mut self) -> Option<()> {
        loop {
            if self.operand()? {
                while self.postfix()? {}
            }
            match self.operator() {
                None => return Some(()),
                Some("..") if !self.is_at_operand() => return Some(()),
                Some(_) => {}
            }
        }
    }

    /// What stands before an operand, and the operand. Whether there is one: `..`
    /// and `return` are whole without.
    fn operand(&mut self) -> Option<bool> {
        loop {
            if let Some((_, length)) = closure_head(self.rest()) {
                self.at += length;
                if self.arrow() {
                    self.type_of_value()?;
                    self.group(Delimiter::Brace)?;
                }
            } else if self.take('&') {
                if self.is_at_word("raw") && is_one_of(self.rest().get(1), &["const", "mut"]) {
                    self.at += 2;
                } else {
                    self.take_word("mut");
                }
            } else if self.take_word("let") {
                self.past(|rest| is_mark(rest.first(), '='))?;
            } else if self.take('#') {
                self.take_group(Delimiter::Bracket)?;
            } else if self.take('-')
                || self.take('!')
                || self.take('*')
                || self.operator_of(&["..="]).is_some()
                || self.label()
            {
                // The operand is still to come.
            } else if self.operator_of(&[".."]).is_some()
                || self.take_word("return")
                || self.take_word("break")
                || self.take_word("continue")
            {
                self.label();
                if !self.is_at_operand() {
                    return Some(false);
                }
            } else {
                return self.plain_operand().map(|()| true);
            }
        }
    }

    fn plain_operand(&mut self) -> Option<()> {
        match self.rest().first()? {
            TokenTree::Literal(_) => self.at += 1,
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                // A type, where a path goes on.
                self.at += 1;
                if is_path_separator(self.rest()) {
                    self.path()?;
                }
            }
            TokenTree::Group(_) => self.group_of_expressions()?,
            TokenTree::Punct(_) => self.path()?,
            TokenTree::Ident(word) => match word.to_string().as_str() {
                "_" | "true" | "false" => self.at += 1,
                "if" => self.condition()?,
                "match" | "while" => self.head_and_block()?,
                "for" => {
                    self.past(|rest| is_word(rest.first(), "in"))?;
                    self.at -= 1;
                    self.head_and_block()?;
                }
                "loop" | "unsafe" | "const" | "async" | "try" => {
                    self.at += 1;
                    self.take_word("move");
                    self.block()?;
                }
                _ => {
                    self.path()?;
                    let is_macro = self.is_at('!') && !is_mark(self.rest().get(1), '=');
                    if is_macro {
                        self.at += 1;
                        matches!(self.rest().first()?, TokenTree::Group(_)).then_some(())?;
                        self.at += 1;
                    } else if !self.in_head && self.group(Delimiter::Brace).is_some() {
                        self.block()?;
                    }
                }
            },
        }
        Some(())
    }

    /// `if a { } else if b { } else { }`
    fn condition(&mut self) -> Option<()> {
        self.head_and_block()?;
        while self.take_word("else") {
            if self.is_at_word("if") {
                self.head_and_block()?;
            } else {
                return self.block();
            }
        }
        Some(())
    }

    /// What stands behind a word, up to its braces, and those.
    fn head_and_block(&mut self) -> Option<()> {
        self.at += 1;
        let around = replace(&mut self.in_head, true);
        self.expression()?;
        self.in_head = around;
        self.block()
    }

    /// What stands in braces is no expression, and is looked at no closer than for
    /// half-typed code.
    fn block(&mut self) -> Option<()> {
        let is_whole = !is_cut_off(self.group(Delimiter::Brace)?);
        is_whole.then(|| self.at += 1)
    }

    /// `(a, b)`, `[a, b]`, `[a; n]`
    fn group_of_expressions(&mut self) -> Option<()> {
        let Some(TokenTree::Group(group)) = self.rest().first() else {
            return None;
        };
        if group.delimiter() == Delimiter::Brace {
            return self.block();
        }
        let inside = collect(group.stream());
        let mut inside = Reader::new(&inside);
        while !inside.rest().is_empty() {
            inside.expression()?;
            let is_repeated = group.delimiter() == Delimiter::Bracket && inside.take(';');
            (is_repeated || inside.take(',') || inside.rest().is_empty()).then_some(())?;
        }
        self.at += 1;
        Some(())
    }

    /// `a::b::<T>`, `<T as Trait>::b`
    pub(crate) fn path(&mut self) -> Option<()> {
        let mut begun = false;
        if self.is_at('<') {
            self.at += angled(self.rest())?;
            is_path_separator(self.rest()).then_some(())?;
            begun = true;
        }
        loop {
            if is_path_separator(self.rest()) {
                self.at += 2;
                if begun && self.is_at('<') {
                    self.at += angled(self.rest())?;
                    if !is_path_separator(self.rest()) {
                        return Some(());
                    }
                    continue;
                }
            } else if begun {
                return Some(());
            }
            match self.rest().first()? {
                TokenTree::Ident(word) if is_segment(word) => self.at += 1,
                _ => return None,
            }
            begun = true;
        }
    }

    /// What stands behind an operand and belongs to it.
    fn postfix(&mut self) -> Option<bool> {
        let is_range = self.operator_at(&[".."]).is_some();
        if self.is_at('.') && !is_range {
            self.at += 1;
            match self.rest().first()? {
                TokenTree::Ident(_) | TokenTree::Literal(_) => self.at += 1,
                _ => return None,
            }
            if is_path_separator(self.rest()) {
                self.at += 2;
                self.at += angled(self.rest())?;
            }
        } else if self.take_word("as") {
            self.type_of_value()?;
        } else {
            let is_call = self.group(Delimiter::Parenthesis).is_some()
                || self.group(Delimiter::Bracket).is_some();
            if !is_call {
                return Some(self.take('?'));
            }
            self.group_of_expressions()?;
        }
        Some(true)
    }

    /// A type where it stands in an expression.
    fn type_of_value(&mut self) -> Option<()> {
        loop {
            self.type_prefixes();
            match self.rest().first()? {
                TokenTree::Punct(never) if never.as_char() == '!' => self.at += 1,
                TokenTree::Group(_) => self.at += 1,
                TokenTree::Ident(word) if word == "_" || word == "fn" => self.at += 1,
                _ => self.path()?,
            }
            if self.is_at('<') {
                self.at += angled(self.rest())?;
            }
            let is_function = self.take_group(Delimiter::Parenthesis).is_some();
            if !is_function || !self.arrow() {
                return Some(());
            }
        }
    }

    fn type_prefixes(&mut self) {
        loop {
            if self.take('&') || self.take('*') {
                self.label();
            } else if self.take_word("extern") {
                // The ABI.
                let is_literal = matches!(self.rest().first(), Some(TokenTree::Literal(_)));
                self.at += usize::from(is_literal);
            } else if is_one_of(
                self.rest().first(),
                &["const", "mut", "dyn", "impl", "unsafe"],
            ) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn operator(&mut self) -> Option<&'static str> {
        let arrow = self.operator_at(&["=>", "->"]);
        if arrow.is_some() {
            return None;
        }
        self.operator_of(&OPERATORS)
    }
}

#[cfg(test)]
mod tests;
