//! The values of the arguments that describe a policy. Literals are checked here. The compiler
//! checks all other expressions.

mod delay;
mod number;
mod word;

use std::time::Duration;

use syn::{Error, Lit};

use crate::syntax::types::NUMBERS;
use crate::syntax::value::{Expr, Shape};

pub(crate) use delay::{base_delay, delay, delays};
pub(crate) use number::{count, factor, seed};
pub(crate) use word::{BACKOFFS, backoff, flag, jitter, log};

pub(crate) enum Value<'a> {
    Unlimited,
    /// A number of retries or attempts.
    Count(u32),
    Delay(Duration),
    /// One of the backoff words.
    Backoff(&'static str),
    Factor(f64),
    /// A list of delays and constants.
    Delays(Vec<Self>),
    /// A key without a value.
    Flag,
    Jitter(Jitter),
    Seed(u64),
    /// An expression that the compiler checks.
    Constant(&'a Expr),
}

#[derive(Clone, Copy)]
pub(crate) enum Jitter {
    /// One of the jitter words that take no value.
    Word(&'static str),
    Proportional(f64),
}

/// The function that checks one argument, by its key and value.
pub(crate) type Rule<'a> = fn(&str, &'a Expr) -> syn::Result<Value<'a>>;

fn refusal(place: &Expr, message: impl std::fmt::Display) -> Error {
    Error::new_spanned(place, message)
}

/// Checks a value that is a literal, with its sign. The compiler checks all other expressions.
fn judged<'a>(
    expr: &'a Expr,
    judge: impl FnOnce(bool, &Lit) -> Result<Value<'a>, String>,
) -> syn::Result<Value<'a>> {
    match literal(expr) {
        Some((negative, lit)) => judge(negative, lit).map_err(|message| refusal(expr, message)),
        None => Ok(Value::Constant(expr)),
    }
}

/// The sign and the literal, if the value is a literal.
fn literal(expr: &Expr) -> Option<(bool, &Lit)> {
    match &expr.shape {
        Shape::Literal(lit) => Some((false, lit)),
        Shape::Negative(lit) => Some((true, lit)),
        _ => None,
    }
}

/// The number of a literal, with its sign. `None` for `100ms`: rustc reads that as one literal with
/// a suffix, and a number has either no suffix or the suffix of a number type.
fn number(negative: bool, lit: &Lit) -> Option<f64> {
    let (digits, suffix) = digits(lit)?;
    let is_number = suffix.is_empty() || NUMBERS.contains(&suffix);
    let magnitude: f64 = digits.parse().ok().filter(|_| is_number)?;
    Some(if negative { -magnitude } else { magnitude })
}

/// The digits of a number, and its suffix.
fn digits(lit: &Lit) -> Option<(&str, &str)> {
    match lit {
        Lit::Int(lit) => Some((lit.base10_digits(), lit.suffix())),
        Lit::Float(lit) => Some((lit.base10_digits(), lit.suffix())),
        _ => None,
    }
}

/// The advice to leave out the quotes of a value.
pub(crate) fn without_quotes(key: &str, kind: &str, value: &str) -> String {
    format!("`{key}` takes {kind}, without quotes: write `{key} = {value}`")
}

/// The last word of a path, such as the `Full` of `Jitter::Full`.
fn last_word(expr: &Expr) -> Option<String> {
    Some(expr.peeled().path()?.segments.last()?.word.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tests values that only the attribute can get, so that `data/rules/policies.tsv` has no rows
    /// for them.
    #[test]
    fn a_value_of_the_wrong_kind_is_refused_with_advice() {
        type Rule = for<'a> fn(&str, &'a Expr) -> syn::Result<Value<'a>>;
        let rules: [(&str, Rule, &str, &str); 23] = [
            ("base_delay", base_delay, "\"18446744073.709551615s\"", ""),
            ("base_delay", base_delay, "-\"1s\"", "did you mean `1s`?"),
            ("base_delay", base_delay, "0", "takes a duration in quotes"),
            ("base_delay", base_delay, "0ms", "greater than zero"),
            ("max_delay", delay, "-0s", "write for example `100ms`"),
            ("max_delay", delay, "\"0\"", "for example `100ms`"),
            (
                "base_delay",
                base_delay,
                "0.0000001",
                "takes a duration in quotes",
            ),
            ("base_delay", base_delay, "5", "needs a unit and quotes"),
            ("jitter", jitter, "\"fast\"", "`jitter` is one of"),
            ("jitter", jitter, "\"full\"", "without quotes"),
            ("jitter", jitter, "2", "`jitter` is one of"),
            ("jitter", jitter, "0.5", "takes one number"),
            ("jitter", jitter, "proportional[0.5]", "`jitter` is one of"),
            ("backoff", backoff, "\"fast\"", "`backoff` is one of"),
            ("backoff", backoff, "exp", "did you mean `exponential`?"),
            ("backoff", backoff, "self::exp", ""),
            (
                "backoff",
                backoff,
                "Growth::Linear",
                "did you mean `linear`?",
            ),
            ("backoff", backoff, "curves::quadratic::<2>", ""),
            ("delays", delays, "[\"1s\", FIRST, { 5 + 5 }]", ""),
            ("delays", delays, "5", "takes a list"),
            ("max", count, "(0)", "at least 1"),
            ("max", count, "-(5)", "at least 1"),
            ("seed", seed, "42ms", "`seed` takes an integer"),
        ];
        for (key, rule, text, expected) in rules {
            let expr: Expr = syn::parse_str(text).expect(text);
            match rule(key, expr.peeled()) {
                Ok(_) => assert_eq!("", expected, "{key} = {text}"),
                Err(error) => {
                    let said = error.to_string();
                    assert!(!expected.is_empty(), "{key} = {text}: {said}");
                    assert!(said.contains(expected), "{key} = {text}: {said}");
                }
            }
        }
    }
}
