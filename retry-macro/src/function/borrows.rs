//! A borrow that is returned through a `&mut`, which no attempt but the last may
//! keep: by hand as little as here.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{FnArg, Lifetime, ReceiverKind, Signature, Type, TypeReference};

use super::types::{bare, pinned};

/// The place of the borrow in what an attempt returns, and the `&mut` that it
/// goes through, in words.
pub(super) fn through_mut(signature: &Signature, returned: &TokenStream) -> Option<(Span, String)> {
    let mut lifetimes = Vec::new();
    collect(returned.clone(), &mut lifetimes);
    let elided = elided_from(signature);
    lifetimes.into_iter().find_map(|(name, place)| {
        let borrowed = match name {
            None => elided.clone(),
            Some(name) => signature
                .inputs
                .iter()
                .find(|input| {
                    let lifetime = mutable_borrow(input).and_then(|borrow| borrow.lifetime);
                    lifetime.is_some_and(|lifetime| lifetime.ident == name)
                })
                .map(shown),
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
    if let Some(first @ FnArg::Receiver(receiver)) = signature.inputs.first() {
        let borrows = match &receiver.kind {
            ReceiverKind::Reference(..) => true,
            ReceiverKind::Typed(_, ty) => reference(ty).is_some(),
            _ => false,
        };
        if borrows {
            return is_mutable(first).then(|| shown(first));
        }
    }
    let mut lifetimes = Vec::new();
    for input in &signature.inputs {
        let before = lifetimes.len();
        let ty = match input {
            FnArg::Typed(argument) => argument.ty.to_token_stream(),
            FnArg::Receiver(receiver) => receiver.to_token_stream(),
        };
        collect(ty, &mut lifetimes);
        if lifetimes.len() > 1 {
            return None;
        }
        if lifetimes.len() > before && !is_mutable(input) {
            return None;
        }
    }
    let only = signature.inputs.iter().find(|input| is_mutable(input))?;
    Some(shown(only))
}

fn is_mutable(input: &FnArg) -> bool {
    mutable_borrow(input).is_some()
}

/// A `&mut T`.
struct Borrow<'a> {
    lifetime: Option<&'a Lifetime>,
}

/// What an argument borrows that is a `&mut T` or a `Pin<&mut T>`.
fn mutable_borrow(input: &FnArg) -> Option<Borrow<'_>> {
    let ty = match input {
        FnArg::Typed(argument) => &argument.ty,
        FnArg::Receiver(receiver) => match &receiver.kind {
            ReceiverKind::Reference(_, lifetime, Some(_)) => {
                let lifetime = lifetime.as_ref();
                return Some(Borrow { lifetime });
            }
            ReceiverKind::Typed(_, ty) => ty,
            _ => return None,
        },
    };
    let borrow = reference(ty)?;
    let lifetime = borrow.lifetime.as_ref();
    borrow.mutability.is_some().then_some(Borrow { lifetime })
}

/// `&T`, or that of a `Pin<&T>`.
fn reference(ty: &Type) -> Option<&TypeReference> {
    match pinned(ty).unwrap_or_else(|| bare(ty)) {
        Type::Reference(borrow) => Some(borrow),
        _ => None,
    }
}

fn shown(input: &FnArg) -> String {
    match input {
        FnArg::Receiver(_) => "`&mut self`".to_owned(),
        FnArg::Typed(argument) => format!("`{}`", argument.pat.to_token_stream()),
    }
}

#[cfg(test)]
mod tests {
    use syn::ReturnType;

    use super::*;

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
            let signature: Signature = syn::parse_str(signature).expect(signature);
            let ReturnType::Type(_, returned) = &signature.output else {
                unreachable!("each returns something");
            };
            let through = through_mut(&signature, &returned.to_token_stream());
            let through = through.map(|(_, through)| through);
            assert_eq!(
                through.as_deref(),
                expected,
                "{}",
                signature.to_token_stream()
            );
        }
    }
}
