//! The values of `base_delay`, `max_delay`, `max_pushback`, `delays`, `max_elapsed`, `reset_after`,
//! `attempt_timeout` and `call_timeout`.

use std::time::Duration;

use syn::Lit;

use super::{Value, digits, judged, number, refusal};
use crate::duration;
use crate::syntax::value::{Expr, Shape};

const LONGEST: Duration = Duration::from_nanos(u64::MAX);
const BASE_DELAY_TOO_LONG: &str = "`base_delay` must be at most 584 years (64 bits of nanoseconds)";

const DELAYS: &str = "`delays` takes a list, for example `delays = [\"1s\", \"5s\", \"30s\"]`";
const DELAYS_EMPTY: &str = "`delays` must have at least one delay, for example `5s`";
const DELAYS_WITH_LATER_ZERO: &str =
    "only the first of `delays` may be zero: later retries without a delay would be a hot loop";
const DELAYS_TOO_LONG: &str = "`delays` must be at most 584 years each (64 bits of nanoseconds)";

pub(crate) fn base_delay<'a>(key: &str, expr: &'a Expr) -> syn::Result<Value<'a>> {
    match delay(key, expr)? {
        Value::Delay(delay) if delay > LONGEST => Err(refusal(expr, BASE_DELAY_TOO_LONG)),
        value => Ok(value),
    }
}

/// A list of delays. The faults of all its values are reported together. The compiler checks all
/// other expressions.
pub(crate) fn delays<'a>(key: &str, expr: &'a Expr) -> syn::Result<Value<'a>> {
    let Shape::List(items) = &expr.shape else {
        return judged(expr, |_, _| Err(DELAYS.to_owned()));
    };
    if items.is_empty() {
        return Err(refusal(expr, DELAYS_EMPTY));
    }
    let mut values = Vec::new();
    let mut faults = Vec::new();
    for (at, item) in items.iter().enumerate() {
        match listed(key, item) {
            Ok(Value::Delay(Duration::ZERO)) if at > 0 => {
                faults.push(refusal(item, DELAYS_WITH_LATER_ZERO));
            }
            Ok(value) => values.push(value),
            Err(fault) => faults.push(fault),
        }
    }
    let all = faults.into_iter().reduce(|mut all, fault| {
        all.combine(fault);
        all
    });
    all.map_or(Ok(Value::Delays(values)), Err)
}

/// A value of a list.
fn listed<'a>(key: &str, item: &'a Expr) -> syn::Result<Value<'a>> {
    judged(item.peeled(), |negative, lit| {
        match literal_delay(key, negative, lit)? {
            delay if delay > LONGEST => Err(DELAYS_TOO_LONG.to_owned()),
            delay => Ok(Value::Delay(delay)),
        }
    })
}

/// A duration above zero.
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

/// The duration of a literal, or advice about the literal.
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
    let is_listed = key == "delays";
    let (open, close) = if is_listed { ("[", "]") } else { ("", "") };
    let write = |text: &str| format!("`{key} = {open}\"{text}\"{close}`");
    let in_ms = format!("{digits}ms");
    let number = number(false, lit);
    Err(match (duration::from_text(&written), number) {
        // Without its quotes, the value would still be wrong.
        (Ok(Duration::ZERO), _) if !is_listed => return Ok(Duration::ZERO),
        (Ok(_), _) => format!("a duration must be in quotes: write {}", write(&written)),
        (_, Some(number)) if number > 0.0 && duration::from_text(&in_ms).is_ok() => format!(
            "a duration needs a unit and quotes: write {} or {}",
            write(&in_ms),
            write(&format!("{digits}s"))
        ),
        (Err(unit), None) if !suffix.is_empty() => {
            format!("a duration must be in quotes, and {unit}")
        }
        _ => format!(
            "`{key}` takes a duration in quotes, for example {}",
            write("100ms")
        ),
    })
}
