//! The items and functions that can't be retried, and the reasons.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Error;

use crate::diagnostics::Errors;
use crate::syntax::attribute::{Attribute, attributes, visibility};
use crate::syntax::signature::Signature;
use crate::syntax::tokens::{collect, find, group, is_mark, is_one_of, is_word, split, stream};
use crate::syntax::types::{NUMBERS, bare};

/// Says why the item can't be retried. Returns `None` if the compiler reports the fault itself,
/// such as a half-typed signature.
pub(crate) fn refusal(item: TokenStream) -> Option<Error> {
    let tokens = collect(item);
    let keyword = Keyword::find(&tokens);
    let mut at = keyword.at;
    let message = match keyword.word.as_str() {
        "fn" if is_half_typed(&tokens[at..]) => return None,
        "fn" if is_mark(tokens.last(), ';') => {
            at += 1;
            NO_BODY.to_owned()
        }
        "fn" => "`#[retry]` can't read this function".to_owned(),
        word => match instead(word) {
            Some(instead) => format!("`#[retry]` goes on a function, not on {instead}"),
            None => "`#[retry]` goes on a function: put it on the one that can fail".to_owned(),
        },
    };
    Some(Error::new_spanned(tokens.get(at), message))
}

const NO_BODY: &str = "there is no body to retry here: put `#[retry]` where the body is, in each `impl`, or on a function that calls this one";

/// The returned type, or an error if that type can't express a failure. The compiler judges all
/// other types.
pub(crate) fn returned(signature: &Signature) -> syn::Result<&[TokenTree]> {
    let nothing = "can't report a failure";
    let (place, what) = match &signature.returned {
        None => (signature.name.to_token_stream(), nothing),
        Some(ty) => match &*bare(ty) {
            [TokenTree::Group(unit)] if unit.stream().is_empty() => (stream(ty), nothing),
            [TokenTree::Punct(never)] if never.as_char() == '!' => (stream(ty), "never returns"),
            _ => return Ok(ty),
        },
    };
    let message = format!(
        "`#[retry]` needs a function that returns a `Result` or an `Option`: this one {what}"
    );
    Err(Error::new_spanned(place, message))
}

pub(crate) const BELOW_A_RUNTIME: &str = "each attempt would build a runtime of its own: put `#[retry]` above `#[tokio::main]` or `#[tokio::test]`";

// Input:
//     { let body = async { … }; { return Builder::new_multi_thread().….block_on(body); } }
/// True for a body that `#[tokio::main]` or `#[tokio::test]` has written.
pub(crate) fn is_main_of_a_runtime(body: &Group) -> bool {
    let tokens = collect(body.stream());
    let is_future = matches!(tokens.as_slice(), [
        TokenTree::Ident(keyword),
        TokenTree::Ident(name),
        TokenTree::Punct(_),
        TokenTree::Ident(future),
        ..,
    ] if keyword == "let" && name == "body" && future == "async");
    let last = group(tokens.last(), Delimiter::Brace);
    is_future
        && last.is_some_and(|last| {
            let mut tokens = last.stream().into_iter();
            tokens.any(|token| is_word(Some(&token), "block_on"))
        })
}

/// Reports qualifiers and attributes that prevent retries. Returns true if there are any.
pub(crate) fn unfit(attributes: &[Attribute], signature: &Signature, errors: &mut Errors) -> bool {
    let mut is_unfit = signature.constness.is_some();
    if let Some(constness) = &signature.constness {
        errors.at(constness, CONST);
    }
    for attribute in attributes {
        let twice = attribute.ends_in("retry");
        if twice || attribute.is("track_caller") {
            let message = if twice { RETRIED_TWICE } else { TRACK_CALLER };
            errors.at(attribute, message);
            is_unfit = true;
        }
    }
    is_unfit
}

const CONST: &str = "a `const fn` can't wait between attempts: leave out `const`";
const RETRIED_TWICE: &str =
    "a second `#[retry]` would multiply the attempts: leave one of them out";
const TRACK_CALLER: &str = "`#[track_caller]` would report a place inside the retry loop: put it on a function that calls this one";

/// True for an `impl` block.
pub(crate) fn is_impl(item: &TokenStream) -> bool {
    // Most items are functions, and their bodies need not be searched.
    let start: Vec<_> = item.clone().into_iter().take(256).collect();
    Keyword::find(&start).word == "impl"
}

/// An error at an `impl` block in which nothing is retried.
pub(crate) fn no_function(item: &TokenStream) -> Error {
    let tokens = collect(item.clone());
    let at = Keyword::find(&tokens).at;
    Error::new_spanned(tokens.get(at), NO_FUNCTION)
}

const NO_FUNCTION: &str = "`#[retry]` on an `impl` block only sets defaults, and no function in this block has `#[retry]`: write `#[retry]` above each function to retry";

/// True for an expression. Only another expression can replace it.
pub(crate) fn is_expression(item: &TokenStream) -> bool {
    let start: Vec<_> = item.clone().into_iter().take(16).collect();
    ["|", "move"].contains(&Keyword::find(&start).word.as_str())
}

/// True for a function, half-typed or not.
pub(crate) fn is_function(item: &TokenStream) -> bool {
    Keyword::find(&collect(item.clone())).word == "fn"
}

/// The advice for an item that is not a function, by the item's keyword.
fn instead(word: &str) -> Option<&'static str> {
    Some(match word {
        "struct" => "a struct: put it on the method that can fail",
        "enum" => "an enum: put it on the method that can fail",
        "union" => "a union: put it on the method that can fail",
        "trait" => "a whole trait: put it on each method in it that has a body and can fail",
        "mod" => "a whole module: put it on each function in it that can fail",
        "gen" => {
            "a generator, which yields many values: put it on a function that makes one of them"
        }
        "let" => "a `let`: move the code that can fail into a function",
        "macro_rules" => "a macro: put it on the function that the macro writes",
        "static" => "a `static`: put it on the function that can fail",
        "const" => "a constant: put it on the function that can fail",
        "type" => "a type: put it on the function that can fail",
        "use" | "crate" => "an import: put it on the function itself",
        "|" | "move" => {
            "a closure: to retry a closure, write `Policy::default().retry(|| …).call()`"
        }
        "extern" => {
            "foreign functions, whose bodies are elsewhere: put it on a function that calls them"
        }
        _ => return None,
    })
}

/// The keyword of an item, which is the first token after attributes and qualifiers, and its
/// position.
struct Keyword {
    word: String,
    at: usize,
}

impl Keyword {
    fn find(tokens: &[TokenTree]) -> Self {
        let (_, mut rest) = attributes(tokens);
        rest = &rest[visibility(rest)..];
        while let Some(length) = qualifier(rest) {
            rest = &rest[length..];
        }
        Self {
            word: rest.first().map(ToString::to_string).unwrap_or_default(),
            at: tokens.len() - rest.len(),
        }
    }
}

/// The number of tokens of a qualifier before the keyword, including the ABI of `extern`.
fn qualifier(tokens: &[TokenTree]) -> Option<usize> {
    let (first, next) = (tokens.first(), tokens.get(1));
    if is_word(first, "extern") {
        let length = 1 + usize::from(matches!(next, Some(TokenTree::Literal(_))));
        let block = group(tokens.get(length), Delimiter::Brace);
        return block.is_none().then_some(length);
    }
    let is_constness =
        is_one_of(next, &["fn", "unsafe", "async", "extern", "move"]) || is_mark(next, '|');
    let is_qualifier = is_one_of(first, &["default", "unsafe", "safe", "async", "auto"])
        || is_word(first, "const") && is_constness;
    is_qualifier.then_some(1)
}

/// True if a parameter has no type yet, or is empty. A name alone that could be a type is accepted,
/// because edition 2015 allows it.
fn is_half_typed(function: &[TokenTree]) -> bool {
    let is_list = |rest: &[TokenTree]| matches!(rest, [TokenTree::Group(_), ..]);
    let Some(TokenTree::Group(list)) = find(function, is_list).map(|at| &function[at]) else {
        return false;
    };
    let parameters = collect(list.stream());
    let mut parameters = split(&parameters, ',').into_iter();
    parameters.any(is_half_typed_parameter)
}

fn is_half_typed_parameter(parameter: &[TokenTree]) -> bool {
    match parameter {
        [] => true,
        [TokenTree::Ident(name)] => {
            let is_uppercase = name.to_string().starts_with(char::is_uppercase);
            // Words in lower case that are types, and `self`, which is a parameter by itself.
            let mut words = ["self", "bool", "char", "str"].iter().chain(&NUMBERS);
            !is_uppercase && words.all(|word| name != *word)
        }
        [.., TokenTree::Punct(last)] => last.as_char() == ':',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::signature;

    #[test]
    fn each_kind_of_item_is_refused_with_its_reason() {
        for (item, expected) in [
            ("pub(crate) struct S { a: u8 }", Some("a struct")),
            ("#[derive(Debug)] pub enum E { A }", Some("an enum")),
            ("union U { a: u8 }", Some("a union")),
            ("unsafe trait T {}", Some("a whole trait")),
            ("pub auto trait T {}", Some("a whole trait")),
            ("mod m {}", Some("a whole module")),
            ("extern \"C\" { fn f(); }", Some("foreign functions")),
            ("unsafe extern { fn f(); }", Some("foreign functions")),
            ("extern crate core;", Some("an import")),
            ("use core::fmt;", Some("an import")),
            ("gen fn f() -> u8 { yield 1 }", Some("a generator")),
            ("async gen fn f() -> u8 { yield 1 }", Some("a generator")),
            ("|| Ok(1)", Some("a closure")),
            ("move |a| Ok(a)", Some("a closure")),
            ("async move || Ok(1)", Some("a closure")),
            ("const || Ok(1)", Some("a closure")),
            ("let a = f();", Some("a `let`")),
            ("macro_rules! m { () => {} }", Some("a macro")),
            ("static S: u8 = 1;", Some("a `static`")),
            ("const C: u8 = 1;", Some("a constant")),
            ("type T = u8;", Some("a type")),
            ("m! {}", Some("put it on the one that can fail")),
            ("", Some("put it on the one that can fail")),
            ("fn f() -> R;", Some("there is no body to retry here")),
            (
                "const unsafe fn f() -> R;",
                Some("there is no body to retry here"),
            ),
            (
                "pub extern \"C\" fn f() -> R;",
                Some("there is no body to retry here"),
            ),
            ("fn f() -> R 1 {}", Some("can't read this function")),
            // The signature is incomplete, which the compiler reports.
            ("fn f(url) -> R {}", None),
            ("fn f(url: ) -> R {}", None),
            ("fn f(a: u8,, b: u8) -> R {}", None),
            ("fn f(a: u8, b) -> R {}", None),
            ("fn f<T: Fn(u8) -> u8>(url) -> R {}", None),
            ("fn f<T: Fn(u8) -> R<u8>>(a: R<u8, u8>, b) -> R {}", None),
            // The parameters are complete.
            ("fn f(u8, String, self) -> R 1 {}", Some("can't read")),
            ("fn f(a: u8,) -> R 1 {}", Some("can't read")),
        ] {
            let error = refusal(item.parse().expect(item));
            match (error.map(|error| error.to_string()), expected) {
                (None, None) => {}
                (Some(said), Some(words)) => assert!(said.contains(words), "{item}: {said}"),
                (said, _) => panic!("{item}: {said:?}"),
            }
        }
    }

    #[test]
    fn functions_that_can_not_fail_are_refused() {
        for (signature, expected) in [
            ("fn f()", Some("can't report a failure")),
            ("fn f() -> ()", Some("can't report a failure")),
            ("fn f() -> !", Some("never returns")),
            ("fn f() -> &", None),
            ("fn f() -> (u8, u8)", None),
            ("fn f() -> R", None),
        ] {
            let (_, read) =
                signature::parse(&collect(signature.parse().expect(signature))).expect(signature);
            let said = returned(&read).err().map(|error| error.to_string());
            assert_eq!(said.is_some(), expected.is_some());
            assert!(
                said.unwrap_or_default()
                    .contains(expected.unwrap_or_default())
            );
        }
    }

    #[test]
    fn only_expressions_are_recognized_as_expressions() {
        for (item, expected) in [
            ("|| Ok(1)", true),
            ("async move |a| Ok(a)", true),
            ("fn f() -> R {}", false),
            ("struct S;", false),
        ] {
            assert_eq!(
                is_expression(&item.parse().expect(item)),
                expected,
                "{item}"
            );
        }
    }

    #[test]
    fn a_main_function_of_tokio_is_recognized_by_its_body() {
        for (body, expected) in [
            (
                "let body = async { a }; { return Builder::new().block_on(body); }",
                true,
            ),
            (
                "let body = async { a }; pin!(body); { use A; b.block_on(body) }",
                true,
            ),
            ("let body = async { a }; self.runtime.block_on(body)", false),
            ("let body = a; { b.block_on(body) }", false),
            ("Runtime::new()?.block_on(async { a })", false),
            ("", false),
        ] {
            let group = Group::new(Delimiter::Brace, body.parse().expect(body));
            assert_eq!(is_main_of_a_runtime(&group), expected, "{body}");
        }
    }
}
