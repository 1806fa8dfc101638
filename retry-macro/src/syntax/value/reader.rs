//! Reads tokens one after the other: what stands here, and past it.

use proc_macro2::{Delimiter, Group, Spacing, TokenTree};

use crate::syntax::tokens::{find, group, is_mark, is_word, lifetime};

/// Reads on as far as something goes, and says whether it was there and whole.
pub(crate) struct Reader<'a> {
    tokens: &'a [TokenTree],
    /// How many have been read.
    pub(crate) at: usize,
    /// Whether the next braces are those of an `if` or `match`, and no struct's.
    pub(crate) in_head: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(tokens: &'a [TokenTree]) -> Self {
        Self {
            tokens,
            at: 0,
            in_head: false,
        }
    }

    pub(crate) fn rest(&self) -> &'a [TokenTree] {
        &self.tokens[self.at..]
    }

    pub(crate) fn is_at(&self, mark: char) -> bool {
        is_mark(self.rest().first(), mark)
    }

    pub(crate) fn is_at_word(&self, word: &str) -> bool {
        is_word(self.rest().first(), word)
    }

    pub(crate) fn group(&self, delimiter: Delimiter) -> Option<&'a Group> {
        group(self.rest().first(), delimiter)
    }

    pub(crate) fn is_at_operand(&self) -> bool {
        match self.rest().first() {
            None => false,
            Some(TokenTree::Punct(punct)) => {
                "-!*&.|<#':".contains(punct.as_char()) && self.operator_at(&["->"]).is_none()
            }
            Some(TokenTree::Ident(word)) => word != "as",
            Some(TokenTree::Group(_) | TokenTree::Literal(_)) => true,
        }
    }

    pub(crate) fn take(&mut self, mark: char) -> bool {
        let is = self.is_at(mark);
        self.at += usize::from(is);
        is
    }

    pub(crate) fn take_word(&mut self, word: &str) -> bool {
        let is = self.is_at_word(word);
        self.at += usize::from(is);
        is
    }

    pub(crate) fn take_group(&mut self, delimiter: Delimiter) -> Option<()> {
        self.group(delimiter)?;
        self.at += 1;
        Some(())
    }

    /// `'a:`, or the `'a` of a `break`.
    pub(crate) fn label(&mut self) -> bool {
        let is = lifetime(self.rest()).is_some();
        if is {
            self.at += 2;
            self.take(':');
        }
        is
    }

    pub(crate) fn past(&mut self, is: impl Fn(&[TokenTree]) -> bool) -> Option<()> {
        self.at += find(self.rest(), is)? + 1;
        Some(())
    }

    pub(crate) fn arrow(&mut self) -> bool {
        let is = self.operator_at(&["->"]).is_some();
        self.at += if is { 2 } else { 0 };
        is
    }

    pub(crate) fn operator_of(&mut self, operators: &[&'static str]) -> Option<&'static str> {
        let operator = self.operator_at(operators)?;
        self.at += operator.len();
        Some(operator)
    }

    /// The first of the operators that stands here: one of several marks has no
    /// space in it.
    pub(crate) fn operator_at(&self, operators: &[&'static str]) -> Option<&'static str> {
        let rest = self.rest();
        operators.iter().copied().find(|operator| {
            let last = operator.len() - 1;
            operator
                .chars()
                .enumerate()
                .all(|(at, mark)| match rest.get(at) {
                    Some(TokenTree::Punct(punct)) => {
                        let joint = at == last || punct.spacing() == Spacing::Joint;
                        punct.as_char() == mark && joint
                    }
                    _ => false,
                })
        })
    }
}

pub(crate) fn is_one_of(token: Option<&TokenTree>, words: &[&str]) -> bool {
    words.iter().any(|word| is_word(token, word))
}
