//! A borrow that is returned through a `&mut`, which no attempt but the last may
//! keep: by hand as little as here.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};

use super::signature::{Parameter, Signature};
use super::types::{Borrow, pinned};
use crate::tokens::stream;

/// The place of the borrow in what an attempt returns, and the `&mut` that it
/// goes through, in words.
pub(super) fn through_mut(signature: &Signature, returned: &TokenStream) -> Option<(Span, String)> {
    let mut lifetimes = Vec::new();
    collect(returned.clone(), &mut lifetimes);
    let elided = elided_from(signature);
    lifetimes.into_iter().find_map(|(name, place)| {
        let borrowed = match name {
            None => elided.clone(),
            Some(name) => {
                let mut parameters = signature.parameters.iter();
                let borrows = |parameter: &&Parameter| {
                    let borrow = borrow(parameter).filter(|borrow| borrow.is_mutable);
                    borrow.is_some_and(|borrow| borrow.lifetime.as_ref() == Some(&name))
                };
                parameters.find(borrows).map(shown)
            }
        };
        borrowed.map(|borrowed| (place, borrowed))
    })
}

/// The lifetimes in a type, `None` where elided. What stands between the
/// parentheses of `Fn(&T)` is not returned.
fn collect(tokens: TokenStream, lifetimes: &mut Vec<(Option<Ident>, Span)>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut callable = false;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                if let Some(TokenTree::Ident(name)) = tokens.next() {
                    let elided = name == "_";
                    lifetimes.push(((!elided).then_some(name), punct.span()));
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == '&' => {
                let is_lifetime = |next: &TokenTree| matches!(next, TokenTree::Punct(next) if next.as_char() == '\'');
                if !tokens.peek().is_some_and(is_lifetime) {
                    lifetimes.push((None, punct.span()));
                }
            }
            TokenTree::Group(group) if !callable => collect(group.stream(), lifetimes),
            TokenTree::Ident(word) => {
                callable = ["fn", "Fn", "FnMut", "FnOnce"]
                    .iter()
                    .any(|name| word == name);
                continue;
            }
            _ => {}
        }
        callable = false;
    }
}

/// The `&mut` whose lifetime an elided one is: that of the receiver, or the only
/// one there is.
fn elided_from(signature: &Signature) -> Option<String> {
    let receiver = signature
        .parameters
        .first()
        .filter(|first| first.is_receiver());
    if let Some(borrow) = receiver.and_then(borrow) {
        return receiver.filter(|_| borrow.is_mutable).map(shown);
    }
    let mut lifetimes = Vec::new();
    for parameter in &signature.parameters {
        collect(stream(&parameter.ty), &mut lifetimes);
    }
    if lifetimes.len() > 1 {
        return None;
    }
    let is_mutable = |parameter: &&Parameter| borrow(parameter).is_some_and(|it| it.is_mutable);
    signature.parameters.iter().find(is_mutable).map(shown)
}

/// What an argument borrows that is a `&T` or a `Pin<&T>`.
fn borrow(parameter: &Parameter) -> Option<Borrow> {
    match pinned(&parameter.ty) {
        Some(pinned) => Borrow::of(&pinned),
        None => Borrow::of(&parameter.ty),
    }
}

fn shown(parameter: &Parameter) -> String {
    if parameter.is_receiver() {
        "`&mut self`".to_owned()
    } else {
        format!("`{}`", stream(&parameter.pattern))
    }
}

#[cfg(test)]
mod tests {
    use super::super::signature::read;
    use super::*;
    use crate::tokens::collect as trees;

    #[test]
    fn a_borrow_comes_from_where_the_compiler_has_it_from() {
        for (signature, expected) in [
            ("fn f(&mut self) -> R<&str>", Some("`&mut self`")),
            (
                "fn f(&mut self, other: &u8) -> R<&str>",
                Some("`&mut self`"),
            ),
            ("fn f(self: &mut Self) -> R<&str>", Some("`&mut self`")),
            ("fn f(self: Pin<&mut Self>) -> R<&str>", Some("`&mut self`")),
            ("fn f(&self, pages: &mut P) -> R<&str>", None),
            ("fn f(self: &Self, pages: &mut P) -> R<&str>", None),
            ("fn f(self: Pin<&Self>, pages: &mut P) -> R<&str>", None),
            ("fn f(self, pages: &mut P) -> R<&str>", Some("`pages`")),
            (
                "fn f(self: Arc<Self>, pages: &mut P) -> R<&str>",
                Some("`pages`"),
            ),
            ("fn f(pages: &mut P) -> R<&str>", Some("`pages`")),
            ("fn f(pages: &mut P) -> R<Iter<'_, T>>", Some("`pages`")),
            (
                "fn f(n: u8, pages: Pin<&mut P>) -> R<(u8, &str)>",
                Some("`pages`"),
            ),
            // Two to choose from, which is the compiler's error.
            ("fn f(pages: &mut P, url: &str) -> R<&str>", None),
            ("fn f(url: &str, pages: &mut P) -> R<&str>", None),
            ("fn f(pages: &mut Vec<&str>) -> R<&str>", None),
            ("fn f(url: &str) -> R<&str>", None),
            ("fn f(url: Text<'_>, n: u8) -> R<&str>", None),
            (
                "fn f(pages: &mut P) -> R<&'static mut (u8, &str)>",
                Some("`pages`"),
            ),
            // By its name.
            (
                "fn f<'a>(&self, pages: &'a mut P) -> R<&'a str>",
                Some("`pages`"),
            ),
            (
                "fn f<'a>(&'a mut self) -> R<Iter<'a, T>>",
                Some("`&mut self`"),
            ),
            (
                "fn f<'a>(self: &'a mut Self) -> R<&'a T>",
                Some("`&mut self`"),
            ),
            ("fn f<'a, 'b>(a: &'a mut P, b: &'b P) -> R<&'b str>", None),
            ("fn f<'a>(&mut self, url: &'a str) -> R<&'a str>", None),
            // Nothing is borrowed, or not by what is returned.
            ("fn f(&mut self) -> R<String>", None),
            ("fn f(&mut self) -> R<&'static str>", None),
            ("fn f(&mut self) -> R<Box<dyn Fn(&str) -> u8>>", None),
            ("fn f(&mut self) -> R<fn(&str)>", None),
            ("fn f(&mut self) -> R<impl FnMut(&str)>", None),
            ("fn f(&mut self) -> R<impl FnOnce(&str)>", None),
            ("fn f(&mut self) -> R<Fn, (&str)>", Some("`&mut self`")),
            ("fn f(&mut self) -> R<Fn<(&str)>>", Some("`&mut self`")),
        ] {
            let (_, read) = read(&trees(signature.parse().expect(signature))).expect(signature);
            let returned = read.returned.as_deref().expect("each returns something");
            let through = through_mut(&read, &stream(returned));
            let through = through.map(|(_, through)| through);
            assert_eq!(through.as_deref(), expected, "{signature}");
        }
    }
}
