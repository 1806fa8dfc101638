//! A check for any input: the macro does not panic, and its output contains the function. Tests and
//! the fuzz target generate the arguments of the attribute and the item under it.

#[cfg(test)]
mod tests;
#[cfg(test)]
mod words;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn2::ext::IdentExt;
use syn2::parse::{ParseStream, Parser};
use syn2::punctuated::Punctuated;
use syn2::{Expr, Ident, Token, parenthesized, token};

use crate::derive::classify;
use crate::expand::retry;

/// Checks the attribute on one input, given as text.
///
/// # Panics
///
/// Panics if the function is lost, if the function is changed although there are errors, or if the
/// derive panics.
pub(crate) fn check(args: &str, item: &str) {
    // The compiler refuses text without valid tokens before any macro runs.
    let (Ok(args), Ok(item)) = (args.parse(), item.parse::<TokenStream>()) else {
        return;
    };
    // The compiler calls a derive only for definitions of types, but other items must not make it
    // panic either.
    let _derived = classify(item.clone());
    let written: TokenStream = args;
    let output = retry(written.clone(), &item);
    let (before, after) = (words(item.clone()), words(output.clone()));
    if holds(&after, &before) {
        // The item is unchanged, beside errors of the macro or of the compiler.
        return;
    }
    assert!(
        before.contains(&ERROR.to_owned()) || !after.contains(&ERROR.to_owned()),
        "changed beside an error: {}",
        after.join(" ")
    );
    // A function stays a function, with its name.
    let item = syn2::parse2::<syn2::ItemFn>(item);
    let output = syn2::parse2::<syn2::ItemFn>(output);
    match (item, output) {
        (Err(_), _) => {}
        (Ok(item), Ok(output)) => assert_eq!(item.sig.ident, output.sig.ident),
        // The compiler judges values that are not expressions.
        (Ok(_), Err(error)) => assert!(
            !are_expressions(written),
            "no function ({error}): {}",
            after.join(" ")
        ),
    }
}

/// True if syn reads each value as an expression.
fn are_expressions(args: TokenStream) -> bool {
    type Values = Punctuated<Expr, Token![,]>;
    let argument = |input: ParseStream| {
        Ident::parse_any(input)?;
        if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            input.parse::<Expr>()?;
        } else if input.peek(token::Paren) {
            let list;
            parenthesized!(list in input);
            Values::parse_terminated(&list)?;
        }
        Ok(())
    };
    let arguments =
        |input: ParseStream| Punctuated::<(), Token![,]>::parse_terminated_with(input, argument);
    arguments.parse2(args).is_ok()
}

const ERROR: &str = "compile_error";

/// Flattens tokens, with their brackets, into a list of words.
fn flat(tokens: TokenStream, words: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                words.push(open.to_owned());
                flat(group.stream(), words);
                words.push(close.to_owned());
            }
            token => words.push(token.to_string()),
        }
    }
}

fn words(tokens: TokenStream) -> Vec<String> {
    let mut words = Vec::new();
    flat(tokens, &mut words);
    words
}

fn holds(words: &[String], part: &[String]) -> bool {
    part.is_empty() || words.windows(part.len()).any(|window| window == part)
}
