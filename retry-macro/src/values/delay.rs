//! `base_delay`, `max_delay`, `max_pushback`, `max_elapsed`, `attempt_timeout`.

use std::time::Duration;

use syn::Lit;

use super::{Value, literal, number, refusal};
use crate::duration;
use crate::syntax::value::Expr;

const BASE_DELAY_ZERO: &str = "`base_delay` must be greater than zero, for example `100ms`";
const BASE_DELAY_TOO_LONG: &str = "`base_delay` must be at most 584 years (64 bits of nanoseconds)";
const MAX_DELAY_ZERO: &str = "`max_delay` must be greater than zero, for example `30s`";
const MAX_PUSHBACK_ZERO: &str = "`max_pushback` must be greater than zero, for example `2m`";
const MAX_ELAPSED_ZERO: &str = "`max_elapsed` must be greater than zero, for example `10s`";
const ATTEMPT_TIMEOUT_ZERO: &str = "`attempt_timeout` must be greater than zero, for example `2s`";

pub(crate) fn base_delay(expr: &Expr) -> syn::Result<Value<'_>> {
    match above_zero("base_delay", BASE_DELAY_ZERO, expr)? {
        Value::Delay(delay) if delay > Duration::from_nanos(u64::MAX) => {
            Err(refusal(expr, BASE_DELAY_TOO_LONG))
        }
        value => Ok(value),
    }
}

pub(crate) fn max_delay(expr: &Expr) -> syn::Result<Value<'_>> {
    above_zero("max_delay", MAX_DELAY_ZERO, expr)
}

pub(crate) fn max_pushback(expr: &Expr) -> syn::Result<Value<'_>> {
    above_zero("max_pushback", MAX_PUSHBACK_ZERO, expr)
}

pub(crate) fn max_elapsed(expr: &Expr) -> syn::Result<Value<'_>> {
    above_zero("max_elapsed", MAX_ELAPSED_ZERO, expr)
}

pub(crate) fn attempt_timeout(expr: &Expr) -> syn::Result<Value<'_>> {
    above_zero("attempt_timeout", ATTEMPT_TIMEOUT_ZERO, expr)
}

fn above_zero<'a>(key: &str, zero: &str, expr: &'a Expr) -> syn::Result<Value<'a>> {
    let Some((negative, lit)) = literal(expr) else {
        return Ok(Value::Constant(expr));
    };
    match literal_delay(key, negative, lit) {
        Ok(Duration::ZERO) => Err(refusal(expr, zero)),
        Ok(delay) => Ok(Value::Delay(delay)),
        Err(message) => Err(refusal(expr, message)),
    }
}

/// The duration, or the advice about the literal.
fn literal_delay(key: &str, negative: bool, lit: &Lit) -> Result<Duration, String> {
    let (digits, suffix) = match lit {
        Lit::Str(text) if !negative => return duration::from_text(&text.value()),
        Lit::Str(text) => (text.value(), String::new()),
        Lit::Int(lit) => (lit.base10_digits().to_owned(), lit.suffix().to_owned()),
        Lit::Float(lit) => (lit.base10_digits().to_owned(), lit.suffix().to_owned()),
        _ => (String::new(), String::new()),
    };
    if negative {
        return duration::from_text(&format!("-{digits}{suffix}"));
    }
    let written = format!("{digits}{suffix}");
    let in_ms = format!("{digits}ms");
    let number = number(false, lit);
    Err(match (duration::from_text(&written), number) {
        // Quotes alone would not make it right.
        (Ok(Duration::ZERO), _) => return Ok(Duration::ZERO),
        (Ok(_), _) => format!("a duration stands in quotes: write `{key} = \"{written}\"`"),
        (_, Some(number)) if number > 0.0 && duration::from_text(&in_ms).is_ok() => format!(
            "a duration has a unit and stands in quotes: write `{key} = \"{in_ms}\"` or `{key} = \"{digits}s\"`"
        ),
        (Err(unit), None) if !suffix.is_empty() => {
            format!("a duration stands in quotes, and {unit}")
        }
        _ => format!("`{key}` takes a duration in quotes, for example `{key} = \"100ms\"`"),
    })
}
