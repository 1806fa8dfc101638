//! The values of `backoff` and `jitter`, which are words. A `backoff` can also be a function or
//! closure of the user.

use syn::Lit;

use super::{Jitter, Value, last_word, literal, number, refusal, without_quotes};
use crate::diagnostics::nearest;
use crate::syntax::types::Path;
use crate::syntax::value::{Expr, Shape};

const BACKOFF: &str = "`backoff` is one of constant, linear, exponential, fibonacci";
pub(crate) const BACKOFFS: [&str; 4] = ["constant", "linear", "exponential", "fibonacci"];
const JITTER: &str = "`jitter` is one of none, full, equal, decorrelated, proportional(0.25)";
const JITTERS: [&str; 4] = ["none", "full", "equal", "decorrelated"];
const JITTER_TRUE: &str = "for jitter, write `jitter` or `jitter = full`";
const JITTER_FALSE: &str = "for no jitter, write `jitter = none` or leave it out";
const LEVEL: &str =
    "`log`, the level at which retries are logged, is one of off, debug, info, warn";
const LEVELS: [&str; 4] = ["off", "debug", "info", "warn"];
const PROPORTION: &str = "`proportional(p)` shortens a delay by up to the fraction p, which must be above 0 and at most 1";
const PROPORTIONAL_OF_WHAT: &str = "`proportional` takes one number, the largest fraction by which a delay is shortened: write `jitter = proportional(0.25)`";
const PROPORTION_NOT_WRITTEN: &str = "`proportional` takes a literal number, such as 0.25: to use a constant, write `policy = …`, with a `Policy` built with `.jitter(Jitter::Proportional(p))`";

pub(crate) fn backoff<'a>(key: &str, expr: &'a Expr) -> syn::Result<Value<'a>> {
    if let Some(backoff) = one_of(&BACKOFFS, expr) {
        return Ok(Value::Backoff(backoff));
    }
    if literal(expr).is_none() && !is_nearly_one_of(&BACKOFFS, expr) {
        return Ok(Value::Constant(expr));
    }
    Err(not_one_of(key, BACKOFF, &BACKOFFS, expr))
}

/// True for a word that was probably misspelled, and for the variant of an enum. The path to a
/// function ends in a lower-case word, so it does not count as a variant.
fn is_nearly_one_of(words: &[&str], expr: &Expr) -> bool {
    let Some(last) = last_word(expr) else {
        return false;
    };
    let is_word = expr.path().and_then(Path::word).is_some();
    let is_variant = last.starts_with(char::is_uppercase);
    (is_word || is_variant) && nearest(&last.to_lowercase(), words.iter().copied()).is_some()
}

/// A key that takes no value, so that every value is an error.
pub(crate) fn flag<'a>(key: &str, expr: &'a Expr) -> syn::Result<Value<'a>> {
    Err(refusal(expr, format!("`{key}` takes no value")))
}

/// The word of a log level.
pub(crate) fn log(key: &str, expr: &Expr) -> syn::Result<&'static str> {
    one_of(&LEVELS, expr).ok_or_else(|| not_one_of(key, LEVEL, &LEVELS, expr))
}

pub(crate) fn jitter<'a>(key: &str, expr: &'a Expr) -> syn::Result<Value<'a>> {
    if let Some(jitter) = one_of(&JITTERS, expr) {
        return Ok(Value::Jitter(Jitter::Word(jitter)));
    }
    Err(match (&expr.shape, literal(expr)) {
        (Shape::Call(word, values), _) if word == "proportional" => match values.as_slice() {
            [p] => return proportional(p),
            _ => refusal(expr, PROPORTIONAL_OF_WHAT),
        },
        _ if expr.is_word("proportional") => refusal(expr, PROPORTIONAL_OF_WHAT),
        (_, Some((_, Lit::Bool(lit)))) if lit.value => refusal(expr, JITTER_TRUE),
        (_, Some((_, Lit::Bool(_)))) => refusal(expr, JITTER_FALSE),
        (_, Some((_, Lit::Str(text)))) if is_jitter(&text.value()) => {
            refusal(expr, without_quotes(key, "a word", &text.value()))
        }
        (_, Some((_, lit))) if number(false, lit).is_some_and(is_proportion) => {
            refusal(expr, PROPORTIONAL_OF_WHAT)
        }
        _ => not_one_of(key, JITTER, &JITTERS, expr),
    })
}

/// The fraction in `proportional(p)`.
fn proportional(p: &Expr) -> syn::Result<Value<'_>> {
    let Some((negative, lit)) = literal(p.peeled()) else {
        return Err(refusal(p, PROPORTION_NOT_WRITTEN));
    };
    match number(negative, lit) {
        Some(p) if is_proportion(p) => Ok(Value::Jitter(Jitter::Proportional(p))),
        Some(_) => Err(refusal(p, PROPORTION)),
        None => Err(refusal(p, PROPORTIONAL_OF_WHAT)),
    }
}

fn is_proportion(p: f64) -> bool {
    p > 0.0 && p <= 1.0
}

fn is_jitter(text: &str) -> bool {
    syn::parse_str::<Expr>(text).is_ok_and(|expr| jitter("jitter", &expr).is_ok())
}

fn one_of(words: &[&'static str], expr: &Expr) -> Option<&'static str> {
    words.iter().copied().find(|word| expr.is_word(word))
}

/// An error that lists the allowed words and suggests the word that was probably meant: `linear`
/// for `lineer`, and for `Backoff::Linear`.
fn not_one_of(key: &str, choice: &str, words: &[&str], expr: &Expr) -> syn::Error {
    if let Some(Lit::Str(text)) = expr.literal() {
        let text = text.value();
        if words.contains(&text.as_str()) {
            return refusal(expr, without_quotes(key, "a word", &text));
        }
    }
    let meant = last_word(expr).map(|word| word.to_lowercase());
    match meant.and_then(|meant| nearest(&meant, words.iter().copied())) {
        Some(near) => refusal(expr, format!("{choice}; did you mean `{near}`?")),
        None => refusal(expr, choice),
    }
}
