//! Finds functions that return a borrow through one of their `&mut` arguments. Such a borrow would
//! have to outlive its attempt, so these functions can't be retried, not even by a hand-written
//! loop.

use std::mem::replace;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use crate::syntax::signature::{Parameter, Signature};
use crate::syntax::tokens::{collect, find, is_mark, is_one_of, split, stream};
use crate::syntax::types::{Borrow, pinned};

/// The place of a borrow in the returned type, and the name of the `&mut` argument that the borrow
/// goes through.
pub(crate) fn through_mut(signature: &Signature, returned: &TokenStream) -> Option<(Span, String)> {
    let lifetimes = lifetimes_in(&collect(returned.clone()));
    if lifetimes.is_empty() {
        return None;
    }
    let parameters = signature.parameters.iter();
    let taken: Vec<_> = parameters.flat_map(|one| lifetimes_in(&one.ty)).collect();
    let elided = elided_from(signature, &taken);
    lifetimes.into_iter().find_map(|(name, place)| {
        let borrowed = match name {
            None => elided.clone(),
            Some(name) => named_from(signature, &taken, &name),
        };
        Some((place, borrowed?))
    })
}

/// A lifetime in a type, and its place. The lifetime is `None` if it is elided.
type Lifetime = (Option<Ident>, Span);

/// The lifetimes in a type, without those of `Fn(&T) -> &U`: its parameters are not returned, and a
/// lifetime elided after its arrow comes from them.
fn lifetimes_in(ty: &[TokenTree]) -> Vec<Lifetime> {
    let mut lifetimes = Vec::new();
    let mut rest = ty;
    let (mut callable, mut is_bang) = (false, false);
    while let Some((token, after)) = rest.split_first() {
        rest = after;
        let after_bang = replace(&mut is_bang, is_mark(Some(token), '!'));
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                if let Some((TokenTree::Ident(name), after)) = rest.split_first() {
                    let elided = name == "_";
                    lifetimes.push(((!elided).then(|| name.clone()), punct.span()));
                    rest = after;
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == '&' && !is_mark(rest.first(), '\'') => {
                lifetimes.push((None, punct.span()));
            }
            TokenTree::Group(_) if callable => {
                let (output, after) = output(rest);
                let is_named = |lifetime: &Lifetime| lifetime.0.is_some();
                lifetimes.extend(lifetimes_in(output).into_iter().filter(is_named));
                rest = after;
            }
            // Constants, or the arguments of a macro.
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {}
            TokenTree::Group(_) if after_bang => {}
            TokenTree::Group(group) => {
                let inside = collect(group.stream());
                let ty = split(&inside, ';').into_iter().next();
                lifetimes.extend(lifetimes_in(ty.unwrap_or_default()));
            }
            TokenTree::Ident(_) => {
                callable = is_one_of(Some(token), CALLABLE);
                continue;
            }
            _ => {}
        }
        callable = false;
    }
    lifetimes
}

const CALLABLE: &[&str] = &[
    "fn",
    "Fn",
    "FnMut",
    "FnOnce",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
];

/// The `-> T` after the parentheses of `Fn(…)`, which may be missing, and the tokens after it.
fn output(rest: &[TokenTree]) -> (&[TokenTree], &[TokenTree]) {
    let is_end = |rest: &[TokenTree]| is_mark(rest.first(), ',') || is_mark(rest.first(), '+');
    let end = find(rest, is_end);
    rest.split_at(end.unwrap_or(rest.len()))
}

/// The only `&mut` with a lifetime of this name. `None` if the name also occurs elsewhere, since
/// the returned borrow may come from there.
fn named_from(signature: &Signature, taken: &[Lifetime], name: &Ident) -> Option<String> {
    let is_it = |lifetime: &&Lifetime| lifetime.0.as_ref() == Some(name);
    if taken.iter().filter(is_it).count() > 1 {
        return None;
    }
    first_mut(signature, |borrow| borrow.lifetime.as_ref() == Some(name))
}

/// The `&mut` that gives an elided lifetime: the receiver, or else the only reference among the
/// parameters.
fn elided_from(signature: &Signature, taken: &[Lifetime]) -> Option<String> {
    let first = signature.parameters.first();
    let receiver = first.filter(|first| first.is_receiver());
    if let Some(borrow) = receiver.and_then(borrow) {
        return receiver.filter(|_| borrow.is_mutable).map(shown);
    }
    if taken.len() > 1 {
        return None;
    }
    first_mut(signature, |_| true)
}

/// The first `&mut` whose borrow fulfills the condition.
fn first_mut(signature: &Signature, is_such: impl Fn(&Borrow) -> bool) -> Option<String> {
    let mut parameters = signature.parameters.iter();
    let found = parameters.find(|it| borrow(it).is_some_and(|it| it.is_mutable && is_such(&it)));
    found.map(shown)
}

/// The borrow in a parameter of type `&T` or `Pin<&T>`.
fn borrow(parameter: &Parameter) -> Option<Borrow> {
    Borrow::parse(pinned(&parameter.ty).as_deref().unwrap_or(&parameter.ty))
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
    use super::*;
    use crate::syntax::signature;

    #[test]
    fn the_source_of_a_returned_borrow_is_found_as_by_the_compiler() {
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
            // Two references to choose from are the compiler's error.
            ("fn f(pages: &mut P, url: &str) -> R<&str>", None),
            ("fn f(url: &str, pages: &mut P) -> R<&str>", None),
            ("fn f(pages: &mut Vec<&str>) -> R<&str>", None),
            ("fn f(url: &str) -> R<&str>", None),
            ("fn f(url: Text<'_>, n: u8) -> R<&str>", None),
            (
                "fn f(pages: &mut P) -> R<&'static mut (u8, &str)>",
                Some("`pages`"),
            ),
            // A borrow by the name of its lifetime.
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
            // A lifetime that another parameter has too.
            (
                "fn f<'a>(pages: &'a mut P, url: &'a str) -> R<&'a str>",
                None,
            ),
            ("fn f<'a>(&'a mut self, url: Text<'a>) -> R<Text<'a>>", None),
            (
                "fn f<'a>(pages: &'a mut P, log: impl Fn(&'a str)) -> R<&'a T>",
                Some("`pages`"),
            ),
            // An `&` that is an operator and not a borrow.
            ("fn f(&mut self) -> R<[u8; A & MASK], E>", None),
            ("fn f(&mut self) -> R<Foo<{ 7 & 3 }>, E>", None),
            ("fn f(&mut self) -> R<ty!(a & b), E>", None),
            ("fn f(&mut self) -> R<[&u8; 3]>", Some("`&mut self`")),
            // Nothing is borrowed, or the returned value borrows nothing.
            ("fn f(&mut self) -> R<String>", None),
            ("fn f(&mut self) -> R<&'static str>", None),
            ("fn f(&mut self) -> R<Box<dyn Fn(&str) -> u8>>", None),
            ("fn f(&mut self) -> R<fn(&str)>", None),
            ("fn f(&mut self) -> R<impl FnMut(&str)>", None),
            ("fn f(&mut self) -> R<impl AsyncFn(&str)>", None),
            ("fn f(&mut self) -> R<impl AsyncFnMut(&str)>", None),
            ("fn f(&mut self) -> R<impl AsyncFnOnce(&str)>", None),
            ("fn f(&mut self) -> R<Box<dyn Fn(&str) -> &str>>", None),
            ("fn f(&mut self) -> R<fn(&str) -> S<(&str, u8)>>", None),
            ("fn f(&mut self) -> R<fn(&str) -> fn(&str) -> &str>", None),
            (
                "fn f(&mut self) -> R<fn(&str) -> &str, &str>",
                Some("`&mut self`"),
            ),
            (
                "fn f(&mut self) -> R<Box<dyn Fn(&str) -> &str + '_>>",
                Some("`&mut self`"),
            ),
            (
                "fn f<'a>(&'a mut self) -> R<fn(&str) -> &'a str>",
                Some("`&mut self`"),
            ),
            ("fn f(&mut self) -> R<impl FnOnce(&str)>", None),
            ("fn f(&mut self) -> R<Fn, (&str)>", Some("`&mut self`")),
            ("fn f(&mut self) -> R<Fn<(&str)>>", Some("`&mut self`")),
        ] {
            let (_, read) =
                signature::parse(&collect(signature.parse().expect(signature))).expect(signature);
            let returned = read.returned.as_deref().expect("each returns something");
            let through = through_mut(&read, &stream(returned));
            let through = through.map(|(_, through)| through);
            assert_eq!(through.as_deref(), expected, "{signature}");
        }
    }
}
