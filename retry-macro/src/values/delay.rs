//! `base_delay`, `max_delay`, `max_pushback`, `max_elapsed`, `reset_after`, `attempt_timeout`, `call_timeout`.

use std::time::Duration;

use syn::Lit;

use super::{Value, digits, judged, number, refusal};
use crate::duration;
use crate::syntax::value::Expr;

const BASE_DELAY_TOO_LONG: &str = "`base_delay` must be at most 584 years (64 bits of nanoseconds)";

pub(crate) fn base_delay<'a>(key: &str, expr: &'a Expr) -> syn::Result<Value<'a>> {
    match delay(key, expr)? {
        Value::Delay(delay) if delay > Duration::from_nanos(u64::MAX) => {
            Err(refusal(expr, BASE_DELAY_TOO_LONG))
        }
        value => Ok(value),
    }
}

/// Any duration but zero.
pub(crate) fn delay<'a>(key: &str, expr: &'a Expr) -> syn::Result<Value<'a>> {
    judged(expr, |negative, lit| {
        let delay = literal_delay(key, negative, lit)?;
        if !delay.is_zero() {
            return Ok(Value::Delay(delay));
        }
        let example = match key {
            "base_delay" => "100ms",
            "max_delay" => "30s",
            "max_pushback" => "2m",
            "max_elapsed" => "10s",
            "reset_after" => "1m",
            "call_timeout" => "20s",
            _ => "2s",
        };
        Err(format!(
            "`{key}` must be greater than zero, for example `{example}`"
        ))
    })
}

/// The duration, or the advice about the literal.
fn literal_delay(key: &str, negative: bool, lit: &Lit) -> Result<Duration, String> {
    let (digits, suffix) = digits(lit).unwrap_or_default();
    let written = match lit {
        Lit::Str(text) => text.value(),
        _ => format!("{digits}{suffix}"),
    };
    if negative {
        return duration::from_text(&format!("-{written}"));
    }
    if let Lit::Str(_) = lit {
        return duration::from_text(&written);
    }
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
