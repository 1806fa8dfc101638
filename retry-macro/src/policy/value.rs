//! What the value of each argument must be. A literal is judged here; any other
//! expression is left to the compiler.

use std::time::Duration;

use syn::{Expr, ExprLit, ExprUnary, Lit, UnOp};

use crate::diagnostics::nearest;
use crate::duration;

pub(crate) enum Value<'a> {
    Unlimited,
    Retries(u32),
    Attempts(u32),
    Delay(Duration),
    Backoff(Backoff),
    Factor(f64),
    Jitter(Jitter),
    Seed(u64),
    /// For the compiler to judge.
    Constant(&'a Expr),
}

#[derive(Clone, Copy)]
pub(crate) enum Backoff {
    Constant,
    Linear,
    Exponential,
    Fibonacci,
}

#[derive(Clone, Copy)]
pub(crate) enum Jitter {
    None,
    Full,
    Equal,
    Decorrelated,
    Proportional(f64),
}

const MAX_TOO_SMALL: &str =
    "`max` must be at least 1: it counts the retries after the first attempt";
const MAX_TOO_LARGE: &str = "`max` must be at most 4294967294: for no limit, write `unlimited`";
const MAX_ATTEMPTS_TOO_SMALL: &str =
    "`max_attempts` must be at least 2: it counts the first attempt too";
const MAX_ATTEMPTS_TOO_LARGE: &str =
    "`max_attempts` must be at most 4294967295: for no limit, write `max = unlimited`";
const BASE_DELAY_ZERO: &str = "`base_delay` must be greater than zero, for example `100ms`";
const BASE_DELAY_TOO_LONG: &str = "`base_delay` must be at most 584 years (64 bits of nanoseconds)";
const MAX_DELAY_ZERO: &str = "`max_delay` must be greater than zero, for example `30s`";
const MAX_ELAPSED_ZERO: &str = "`max_elapsed` must be greater than zero, for example `10s`";
const ATTEMPT_TIMEOUT_ZERO: &str = "`attempt_timeout` must be greater than zero, for example `2s`";
const BACKOFFS: [&str; 4] = ["constant", "linear", "exponential", "fibonacci"];
const BACKOFF: &str = "`backoff` is one of constant, linear, exponential, fibonacci";
const FACTOR: &str =
    "`factor` must be a finite number of at least 1: 2 doubles the delay with every retry";
const PROPORTION: &str =
    "`proportional(p)` takes off up to the fraction p of a delay: p must be above 0 and at most 1";
const PROPORTIONAL_OF_WHAT: &str = "`proportional` takes one number, the largest fraction to take off: `jitter = proportional(0.25)`";
const JITTERS: [&str; 5] = ["none", "full", "equal", "decorrelated", "proportional"];
const JITTER: &str = "`jitter` is one of none, full, equal, decorrelated, proportional(0.25)";

/// What an argument's value, if it is a literal, must be.
pub(super) type Rule<'a> = fn(&'a Expr) -> Result<Value<'a>, String>;

/// Without the invisible groups that `macro_rules` leaves, and parentheses.
pub(crate) fn peel(mut expr: &Expr) -> &Expr {
    loop {
        expr = match expr {
            Expr::Group(group) => &group.expr,
            Expr::Paren(paren) => &paren.expr,
            _ => return expr,
        };
    }
}

/// A literal, and whether a minus stands before it. Anything else is an
/// expression for the compiler to judge.
fn literal(expr: &Expr) -> Option<(bool, &Lit)> {
    match expr {
        Expr::Lit(expr) => Some((false, &expr.lit)),
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr,
            ..
        }) => match peel(expr) {
            Expr::Lit(expr) => Some((true, &expr.lit)),
            _ => None,
        },
        _ => None,
    }
}

/// The suffixes that a number can have: none, or its type.
const NUMBERS: [&str; 15] = [
    "", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    "f32", "f64",
];

/// A literal that is a number, with its sign. `100ms` is none: rustc reads it as
/// one literal with a suffix, and a number has none or that of its type.
fn number(negative: bool, lit: &Lit) -> Option<f64> {
    let (digits, suffix) = match lit {
        Lit::Int(lit) => (lit.base10_digits(), lit.suffix()),
        Lit::Float(lit) => (lit.base10_digits(), lit.suffix()),
        _ => return None,
    };
    let magnitude: f64 = digits.parse().ok().filter(|_| NUMBERS.contains(&suffix))?;
    Some(if negative { -magnitude } else { magnitude })
}

/// Whether an expression is this one word.
fn is_word(expr: &Expr, word: &str) -> bool {
    matches!(expr, Expr::Path(path) if path.path.is_ident(word))
}

/// What to write in place of a literal of the wrong kind: without its quotes, if
/// that makes it right.
fn wrong_kind(key: &str, kind: &str, example: &str, lit: &Lit, right: fn(&str) -> bool) -> String {
    match lit {
        Lit::Str(lit) if right(&lit.value()) => {
            format!(
                "`{key}` takes {kind}, without quotes: write `{key} = {}`",
                lit.value()
            )
        }
        _ => format!("`{key}` takes {kind}, for example `{key} = {example}`"),
    }
}

pub(super) fn max(expr: &Expr) -> Result<Value<'_>, String> {
    let Some((negative, lit)) = literal(expr) else {
        return Ok(if is_word(expr, "unlimited") {
            Value::Unlimited
        } else {
            Value::Constant(expr)
        });
    };
    match (lit, number(negative, lit)) {
        (Lit::Int(int), Some(number)) => match int.base10_parse::<u32>() {
            _ if number < 1.0 => Err(MAX_TOO_SMALL.to_owned()),
            Ok(retries) if retries < u32::MAX => Ok(Value::Retries(retries)),
            _ => Err(MAX_TOO_LARGE.to_owned()),
        },
        _ => Err(wrong_kind(
            "max",
            "an integer or `unlimited`",
            "5",
            lit,
            |text| {
                text == "unlimited"
                    || text
                        .parse()
                        .is_ok_and(|retries| (1..u32::MAX).contains(&retries))
            },
        )),
    }
}

pub(super) fn max_attempts(expr: &Expr) -> Result<Value<'_>, String> {
    let Some((negative, lit)) = literal(expr) else {
        return Ok(Value::Constant(expr));
    };
    match (lit, number(negative, lit)) {
        (Lit::Int(int), Some(number)) => match int.base10_parse::<u32>() {
            _ if number < 2.0 => Err(MAX_ATTEMPTS_TOO_SMALL.to_owned()),
            Ok(attempts) => Ok(Value::Attempts(attempts)),
            _ => Err(MAX_ATTEMPTS_TOO_LARGE.to_owned()),
        },
        _ => Err(wrong_kind("max_attempts", "an integer", "6", lit, |text| {
            text.parse::<u32>().is_ok_and(|attempts| attempts >= 2)
        })),
    }
}

pub(super) fn base_delay(expr: &Expr) -> Result<Value<'_>, String> {
    match delay("base_delay", expr)? {
        Value::Delay(Duration::ZERO) => Err(BASE_DELAY_ZERO.to_owned()),
        Value::Delay(delay) if delay > Duration::from_nanos(u64::MAX) => {
            Err(BASE_DELAY_TOO_LONG.to_owned())
        }
        value => Ok(value),
    }
}

pub(super) fn max_elapsed(expr: &Expr) -> Result<Value<'_>, String> {
    match delay("max_elapsed", expr)? {
        Value::Delay(Duration::ZERO) => Err(MAX_ELAPSED_ZERO.to_owned()),
        value => Ok(value),
    }
}

pub(super) fn attempt_timeout(expr: &Expr) -> Result<Value<'_>, String> {
    match delay("attempt_timeout", expr)? {
        Value::Delay(Duration::ZERO) => Err(ATTEMPT_TIMEOUT_ZERO.to_owned()),
        value => Ok(value),
    }
}

pub(super) fn max_delay(expr: &Expr) -> Result<Value<'_>, String> {
    match delay("max_delay", expr)? {
        Value::Delay(Duration::ZERO) => Err(MAX_DELAY_ZERO.to_owned()),
        value => Ok(value),
    }
}

fn delay<'a>(key: &str, expr: &'a Expr) -> Result<Value<'a>, String> {
    let Some((negative, lit)) = literal(expr) else {
        return Ok(Value::Constant(expr));
    };
    let (digits, suffix) = match lit {
        Lit::Str(text) if !negative => return duration::from_text(&text.value()).map(Value::Delay),
        Lit::Str(text) => (text.value(), String::new()),
        Lit::Int(lit) => (lit.base10_digits().to_owned(), lit.suffix().to_owned()),
        Lit::Float(lit) => (lit.base10_digits().to_owned(), lit.suffix().to_owned()),
        _ => (String::new(), String::new()),
    };
    let written = format!("{digits}{suffix}");
    let is_duration = |text: &str| duration::from_text(text).is_ok();
    let milliseconds = format!("{digits}ms");
    Err(if negative {
        duration::from_text(&format!("-{written}"))
            .err()
            .unwrap_or_default()
    } else if is_duration(&written) {
        format!("a duration stands in quotes: write `{key} = \"{written}\"`")
    } else if is_duration(&milliseconds) && number(false, lit).is_some_and(|number| number > 0.0) {
        format!(
            "a duration has a unit and stands in quotes: write `{key} = \"{milliseconds}\"` or `{key} = \"{digits}s\"`"
        )
    } else {
        format!("`{key}` takes a duration in quotes, for example `{key} = \"100ms\"`")
    })
}

pub(super) fn factor(expr: &Expr) -> Result<Value<'_>, String> {
    let Some((negative, lit)) = literal(expr) else {
        return Ok(Value::Constant(expr));
    };
    match number(negative, lit) {
        Some(factor) if is_factor(factor) => Ok(Value::Factor(factor)),
        Some(_) => Err(FACTOR.to_owned()),
        None => Err(wrong_kind("factor", "a number", "1.5", lit, |text| {
            text.parse().is_ok_and(is_factor)
        })),
    }
}

fn is_factor(factor: f64) -> bool {
    factor >= 1.0 && factor.is_finite()
}

pub(super) fn seed(expr: &Expr) -> Result<Value<'_>, String> {
    let Some((negative, lit)) = literal(expr) else {
        return Ok(Value::Constant(expr));
    };
    match lit {
        Lit::Int(int) if number(negative, lit).is_some() => match int.base10_parse() {
            Ok(seed) if !negative => Ok(Value::Seed(seed)),
            _ => Err("`seed` must be an integer from 0 to 18446744073709551615".to_owned()),
        },
        _ => Err(wrong_kind("seed", "an integer", "42", lit, |text| {
            text.parse::<u64>().is_ok()
        })),
    }
}

pub(super) fn backoff(expr: &Expr) -> Result<Value<'_>, String> {
    let word = match expr {
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if BACKOFFS.contains(&text.value().as_str()) => {
            let word = text.value();
            return Err(format!(
                "`backoff` takes a word, without quotes: write `backoff = {word}`"
            ));
        }
        _ => None,
    };
    let word = word.unwrap_or_default();
    match word.as_str() {
        "constant" => Ok(Value::Backoff(Backoff::Constant)),
        "linear" => Ok(Value::Backoff(Backoff::Linear)),
        "exponential" => Ok(Value::Backoff(Backoff::Exponential)),
        "fibonacci" => Ok(Value::Backoff(Backoff::Fibonacci)),
        _ => Err(match nearest(&word, BACKOFFS) {
            Some(nearest) => format!("{BACKOFF}; did you mean `{nearest}`?"),
            None => BACKOFF.to_owned(),
        }),
    }
}

pub(super) fn jitter(expr: &Expr) -> Result<Value<'_>, String> {
    match expr {
        Expr::Path(path) => {
            let word = path
                .path
                .get_ident()
                .map(ToString::to_string)
                .unwrap_or_default();
            match word.as_str() {
                "none" => Ok(Value::Jitter(Jitter::None)),
                "full" => Ok(Value::Jitter(Jitter::Full)),
                "equal" => Ok(Value::Jitter(Jitter::Equal)),
                "decorrelated" => Ok(Value::Jitter(Jitter::Decorrelated)),
                "proportional" => Err(PROPORTIONAL_OF_WHAT.to_owned()),
                _ => Err(match nearest(&word, JITTERS) {
                    Some(nearest) => format!("{JITTER}; did you mean `{nearest}`?"),
                    None => JITTER.to_owned(),
                }),
            }
        }
        Expr::Call(call) if is_word(&call.func, "proportional") => {
            let p = match call.args.first().map(|p| literal(peel(p))) {
                Some(Some((negative, lit))) if call.args.len() == 1 => number(negative, lit),
                _ => None,
            };
            match p {
                Some(p) if p > 0.0 && p <= 1.0 => Ok(Value::Jitter(Jitter::Proportional(p))),
                Some(_) => Err(PROPORTION.to_owned()),
                None => Err(PROPORTIONAL_OF_WHAT.to_owned()),
            }
        }
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if syn::parse_str(&text.value()).is_ok_and(|word| jitter(&word).is_ok()) => {
            let word = text.value();
            Err(format!(
                "`jitter` takes a word, without quotes: write `jitter = {word}`"
            ))
        }
        _ => Err(JITTER.to_owned()),
    }
}
