//! `max`, `max_attempts`, `factor`, `seed`.

use syn::Lit;

use super::{Value, literal, number, refusal};
use crate::diagnostics::nearest;
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

pub(crate) fn max(expr: &Expr) -> syn::Result<Value<'_>> {
    let Some((negative, lit)) = literal(expr) else {
        return match word(expr).as_deref() {
            Some("unlimited") => Ok(Value::Unlimited),
            Some(word) if means_unlimited(word) => Err(refusal(expr, UNLIMITED)),
            _ => Ok(Value::Constant(expr)),
        };
    };
    let message = match (lit, number(negative, lit)) {
        (Lit::Int(int), Some(number)) => match int.base10_parse::<u32>() {
            _ if number < 1.0 => MAX_TOO_SMALL.to_owned(),
            Ok(retries) if retries < u32::MAX => return Ok(Value::Retries(retries)),
            _ => MAX_TOO_LARGE.to_owned(),
        },
        _ => wrong_kind("max", "an integer or `unlimited`", "5", lit, |text| {
            let retries = text.parse();
            text == "unlimited" || retries.is_ok_and(|retries| (1..u32::MAX).contains(&retries))
        }),
    };
    Err(refusal(expr, message))
}

pub(crate) fn max_attempts(expr: &Expr) -> syn::Result<Value<'_>> {
    let Some((negative, lit)) = literal(expr) else {
        return match word(expr) {
            Some(word) if means_unlimited(&word) => Err(refusal(expr, UNLIMITED)),
            _ => Ok(Value::Constant(expr)),
        };
    };
    let message = match (lit, number(negative, lit)) {
        (Lit::Int(int), Some(number)) => match int.base10_parse() {
            _ if number < 2.0 => MAX_ATTEMPTS_TOO_SMALL.to_owned(),
            Ok(attempts) => return Ok(Value::Attempts(attempts)),
            Err(_) => MAX_ATTEMPTS_TOO_LARGE.to_owned(),
        },
        _ => wrong_kind("max_attempts", "an integer", "6", lit, |text| {
            text.parse::<u32>().is_ok_and(|attempts| attempts >= 2)
        }),
    };
    Err(refusal(expr, message))
}

/// The value, if it is one word alone.
fn word(expr: &Expr) -> Option<String> {
    Some(expr.path()?.word()?.to_string())
}

fn means_unlimited(word: &str) -> bool {
    ["None", "infinite", "infinity", "forever"].contains(&word)
        || nearest(&word.to_lowercase(), ["unlimited"]).is_some()
}

pub(crate) fn factor(expr: &Expr) -> syn::Result<Value<'_>> {
    let Some((negative, lit)) = literal(expr) else {
        return Ok(Value::Constant(expr));
    };
    let message = match number(negative, lit) {
        Some(factor) if is_factor(factor) => return Ok(Value::Factor(factor)),
        Some(_) => FACTOR.to_owned(),
        None => wrong_kind("factor", "a number", "1.5", lit, |text| {
            text.parse().is_ok_and(is_factor)
        }),
    };
    Err(refusal(expr, message))
}

fn is_factor(factor: f64) -> bool {
    factor >= 1.0 && factor.is_finite()
}

pub(crate) fn seed(expr: &Expr) -> syn::Result<Value<'_>> {
    let Some((negative, lit)) = literal(expr) else {
        return Ok(Value::Constant(expr));
    };
    let message = match lit {
        Lit::Int(int) if number(negative, lit).is_some() => match int.base10_parse() {
            Ok(seed) if !negative => return Ok(Value::Seed(seed)),
            _ => SEED.to_owned(),
        },
        _ => wrong_kind("seed", "an integer", "42", lit, |text| {
            text.parse::<u64>().is_ok()
        }),
    };
    Err(refusal(expr, message))
}

/// The advice about a literal of the wrong kind: to leave out its quotes, if that makes it
/// right.
fn wrong_kind(key: &str, kind: &str, example: &str, lit: &Lit, right: fn(&str) -> bool) -> String {
    match lit {
        Lit::Str(lit) if right(&lit.value()) => {
            let value = lit.value();
            format!("`{key}` takes {kind}, without quotes: write `{key} = {value}`")
        }
        _ => format!("`{key}` takes {kind}, for example `{key} = {example}`"),
    }
}
