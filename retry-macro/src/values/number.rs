//! The values of `max`, `max_attempts`, `factor` and `seed`.

use syn::{Lit, LitInt};

use super::{Value, judged, number, refusal, without_quotes};
use crate::diagnostics::nearest;
use crate::syntax::types::Path;
use crate::syntax::value::Expr;

const MAX_TOO_SMALL: &str =
    "`max` must be at least 1: it counts the retries after the first attempt";
const MAX_TOO_LARGE: &str = "`max` must be at most 4294967294: for no limit, write `unlimited`";
const MAX_ATTEMPTS_TOO_SMALL: &str =
    "`max_attempts` must be at least 2: it counts the first attempt too";
const MAX_ATTEMPTS_TOO_LARGE: &str =
    "`max_attempts` must be at most 4294967295: for no limit, write `max = unlimited`";
const UNLIMITED: &str = "for no limit, write `max = unlimited`";
const FACTOR: &str =
    "`factor` must be a finite number of at least 1: 2 doubles the delay with every retry";
const SEED: &str = "`seed` must be an integer from 0 to 18446744073709551615";

/// The rule of `max`, and of `max_attempts`, which also counts the first attempt.
pub(crate) fn count<'a>(key: &str, expr: &'a Expr) -> syn::Result<Value<'a>> {
    match expr.path().and_then(Path::word) {
        Some(word) if key == "max" && word == "unlimited" => Ok(Value::Unlimited),
        Some(word) if means_unlimited(&word.to_string()) => Err(refusal(expr, UNLIMITED)),
        _ => judged(expr, |negative, lit| literal_count(key, negative, lit)),
    }
}

fn literal_count(key: &str, negative: bool, lit: &Lit) -> Result<Value<'static>, String> {
    let (range, too_small, too_large) = match key {
        "max" => (1..=u32::MAX - 1, MAX_TOO_SMALL, MAX_TOO_LARGE),
        _ => (2..=u32::MAX, MAX_ATTEMPTS_TOO_SMALL, MAX_ATTEMPTS_TOO_LARGE),
    };
    let is_count = |text: &str| text.parse().is_ok_and(|count| range.contains(&count));
    Err(match (lit, number(negative, lit)) {
        (Lit::Int(int), Some(number)) if is_integer(int) => match int.base10_parse() {
            _ if number < f64::from(*range.start()) => too_small.to_owned(),
            Ok(count) if range.contains(&count) => return Ok(Value::Count(count)),
            _ => too_large.to_owned(),
        },
        _ if key == "max" => wrong_kind(key, "an integer or `unlimited`", "5", lit, |text| {
            text == "unlimited" || is_count(text)
        }),
        _ => wrong_kind(key, "an integer", "6", lit, is_count),
    })
}

/// False for `5f32`, a float that is written without a point.
fn is_integer(int: &LitInt) -> bool {
    !["f32", "f64"].contains(&int.suffix())
}

fn means_unlimited(word: &str) -> bool {
    ["None", "infinite", "infinity", "forever"].contains(&word)
        || nearest(&word.to_lowercase(), ["unlimited"]).is_some()
}

pub(crate) fn factor<'a>(key: &str, expr: &'a Expr) -> syn::Result<Value<'a>> {
    let is_right = |text: &str| text.parse().is_ok_and(is_factor);
    judged(expr, |negative, lit| match number(negative, lit) {
        Some(factor) if is_factor(factor) => Ok(Value::Factor(factor)),
        Some(_) => Err(FACTOR.to_owned()),
        None => Err(wrong_kind(key, "a number", "1.5", lit, is_right)),
    })
}

fn is_factor(factor: f64) -> bool {
    factor >= 1.0 && factor.is_finite()
}

pub(crate) fn seed<'a>(key: &str, expr: &'a Expr) -> syn::Result<Value<'a>> {
    let is_right = |text: &str| text.parse::<u64>().is_ok();
    judged(expr, |negative, lit| match lit {
        Lit::Int(int) if number(negative, lit).is_some() && is_integer(int) => {
            match int.base10_parse() {
                Ok(seed) if !negative => Ok(Value::Seed(seed)),
                _ => Err(SEED.to_owned()),
            }
        }
        _ => Err(wrong_kind(key, "an integer", "42", lit, is_right)),
    })
}

/// Advice about a literal of the wrong kind. If the value is right without its quotes, the advice
/// is to leave them out.
fn wrong_kind(
    key: &str,
    kind: &str,
    example: &str,
    lit: &Lit,
    is_right: impl Fn(&str) -> bool,
) -> String {
    match lit {
        Lit::Str(lit) if is_right(&lit.value()) => without_quotes(key, kind, &lit.value()),
        _ => format!("`{key}` takes {kind}, for example `{key} = {example}`"),
    }
}
