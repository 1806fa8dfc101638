//! Reads a policy, from a string or from what a configuration file gave.

use core::fmt;
use core::str::FromStr;
use core::time::Duration;
use std::borrow::ToOwned;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

use crate::policy::PolicyError;
use crate::{Jitter, Policy, PolicyBuilder, parse_duration};

/// A text that is no policy.
///
/// Where a value breaks a rule, the words are those of [`PolicyError`]; else they
/// say what is wrong with the text and what to write instead.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsePolicyError {
    message: String,
}

impl fmt::Display for ParsePolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for ParsePolicyError {}

impl From<PolicyError> for ParsePolicyError {
    fn from(error: PolicyError) -> Self {
        error.to_string().into()
    }
}

impl From<String> for ParsePolicyError {
    fn from(message: String) -> Self {
        Self { message }
    }
}

/// Reads the attribute's own grammar, for command lines and environment
/// variables: arguments separated by commas, durations with or without quotes.
/// The empty string is the default policy, as `#[retry]` alone is.
///
/// # Errors
///
/// Unknown, repeated and malformed arguments, and whatever breaks a rule of
/// [`Policy`], in the same words as the attribute.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Backoff, Jitter, Policy};
///
/// let policy: Policy = "max = 8, base_delay = 50ms, max_delay = 1m 30s, backoff = linear, jitter".parse()?;
/// assert_eq!(policy.max_retries(), Some(8));
/// assert_eq!(policy.base_delay(), Duration::from_millis(50));
/// assert_eq!(policy.max_delay(), Duration::from_secs(90));
/// assert_eq!((policy.backoff(), policy.jitter()), (Backoff::Linear, Jitter::Full));
///
/// assert_eq!(
///     "max = 0".parse::<Policy>().unwrap_err().to_string(),
///     "`max` must be at least 1: it counts the retries after the first attempt (got 0)",
/// );
/// # Ok::<(), retry_runtime::ParsePolicyError>(())
/// ```
impl FromStr for Policy {
    type Err = ParsePolicyError;

    fn from_str(text: &str) -> Result<Self, ParsePolicyError> {
        let mut reader = Reader::default();
        let text = text.trim();
        let text = text.strip_suffix(',').unwrap_or(text);
        let arguments = text.split(',').map(str::trim);
        for argument in arguments.filter(|_| !text.is_empty()) {
            match argument.split_once('=') {
                None => reader.argument(argument, Given::Nothing)?,
                Some((key, value)) => reader.argument(key.trim_end(), given(value.trim()))?,
            }
        }
        reader.finish()
    }
}

/// What kind of value a text is.
fn given(text: &str) -> Given<'_> {
    let unquoted = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    if let Some(text) = unquoted {
        return Given::Text(text);
    }
    // An exponent or a point alone makes no number: `inf` and `nan` are words.
    let numeric = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    match (text.parse(), text.parse()) {
        (Ok(integer), _) => Given::Integer(integer),
        (_, Ok(number)) if numeric => Given::Number(number),
        _ => Given::Word(text),
    }
}

/// A value as it was given, not yet judged.
#[derive(Clone, Copy)]
pub(super) enum Given<'a> {
    /// The key alone.
    Nothing,
    Integer(i128),
    Number(f64),
    Flag(bool),
    Word(&'a str),
    /// In quotes, as everything that is no number is in a configuration file.
    Text(&'a str),
}

impl fmt::Display for Given<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Flag(value) => value.fmt(f),
            Self::Word(value) | Self::Text(value) => value.fmt(f),
        }
    }
}

/// The arguments read so far.
pub(super) struct Reader {
    policy: PolicyBuilder,
    seen: Vec<&'static str>,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            policy: Policy::builder(),
            seen: Vec::new(),
        }
    }
}

/// Every key, with the shape to show to who gets it wrong.
pub(super) const KEYS: [(&str, &str); 9] = [
    ("max", "max = 5"),
    ("max_attempts", "max_attempts = 6"),
    ("base_delay", "base_delay = 100ms"),
    ("max_delay", "max_delay = 30s"),
    ("backoff", "backoff = linear"),
    ("factor", "factor = 2"),
    ("jitter", "jitter` or `jitter = full"),
    ("seed", "seed = 42"),
    ("max_elapsed", "max_elapsed = 10s"),
];

impl Reader {
    pub(super) fn argument(&mut self, key: &str, given: Given) -> Result<(), ParsePolicyError> {
        let Some((key, shape)) = KEYS.into_iter().find(|(known, _)| *known == key) else {
            return Err(unknown(key));
        };
        if self.seen.contains(&key) {
            return Err(format!("`{key}` is given twice").into());
        }
        self.seen.push(key);
        if matches!(given, Given::Nothing) && key != "jitter" {
            return Err(format!("`{key}` is written `{shape}`").into());
        }
        let policy = self.policy;
        self.policy = match key {
            "max" => match given {
                Given::Word("unlimited") | Given::Text("unlimited") => policy.unlimited(),
                _ => policy.max(retries(given)?),
            },
            "max_attempts" => policy.max_attempts(attempts(given)?),
            "base_delay" => policy.base_delay(delay(given)?),
            "max_delay" => policy.max_delay(delay(given)?),
            "max_elapsed" => policy.max_elapsed(delay(given)?),
            "backoff" => policy.backoff(word(given).parse().map_err(said)?),
            "factor" => policy.factor(number(given)?),
            "seed" => policy.seed(seed(given)?),
            "jitter" => policy.jitter(match given {
                Given::Nothing | Given::Flag(true) => Jitter::Full,
                Given::Flag(false) => Jitter::None,
                given => word(given).parse().map_err(said)?,
            }),
            _ => unreachable!("every key is read"),
        };
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Policy, ParsePolicyError> {
        Ok(self.policy.try_build()?)
    }
}

fn unknown(key: &str) -> ParsePolicyError {
    let known = KEYS.map(|(key, _)| key).join(", ");
    format!("`{key}` is not an argument of a policy. The arguments are {known}").into()
}

fn said(error: impl fmt::Display) -> ParsePolicyError {
    error.to_string().into()
}

fn word(given: Given<'_>) -> &str {
    match given {
        Given::Word(word) | Given::Text(word) => word,
        _ => "",
    }
}

/// What to write in place of a value of the wrong kind.
fn wrong_kind(key: &str, kind: &str, example: &str, given: Given) -> ParsePolicyError {
    match given {
        Given::Text(text) if text.parse::<f64>().is_ok() => {
            format!("`{key}` takes {kind}, without quotes: write `{key} = {text}`").into()
        }
        _ => format!("`{key}` takes {kind}, for example `{key} = {example}` (got {given})").into(),
    }
}

fn retries(given: Given) -> Result<u32, ParsePolicyError> {
    match integer(given) {
        Some(value) if value < 1 => Err(PolicyError::max_too_small(value).into()),
        Some(value) => match u32::try_from(value) {
            Ok(u32::MAX) | Err(_) => Err(PolicyError::max_too_large(value).into()),
            Ok(retries) => Ok(retries),
        },
        None => Err(wrong_kind("max", "an integer or `unlimited`", "5", given)),
    }
}

fn attempts(given: Given) -> Result<u32, ParsePolicyError> {
    match integer(given) {
        Some(value) if value < 2 => Err(PolicyError::max_attempts_too_small(value).into()),
        Some(value) => {
            u32::try_from(value).map_err(|_| PolicyError::max_attempts_too_large(value).into())
        }
        None => Err(wrong_kind("max_attempts", "an integer", "6", given)),
    }
}

/// What is too long for 128 bits is as far out of range as the longest.
fn integer(given: Given) -> Option<i128> {
    match given {
        Given::Integer(value) => Some(value),
        Given::Number(value) if value <= -1e30 => Some(i128::MIN),
        Given::Number(value) if value >= 1e30 => Some(i128::MAX),
        _ => None,
    }
}

fn number(given: Given) -> Result<f64, ParsePolicyError> {
    match given {
        #[allow(clippy::cast_precision_loss, reason = "a factor is a float")]
        Given::Integer(value) => Ok(value as f64),
        Given::Number(value) => Ok(value),
        _ => Err(wrong_kind("factor", "a number", "1.5", given)),
    }
}

fn seed(given: Given) -> Result<u64, ParsePolicyError> {
    match integer(given) {
        Some(value) => u64::try_from(value).map_err(|_| {
            "`seed` must be an integer from 0 to 18446744073709551615"
                .to_owned()
                .into()
        }),
        None => Err(wrong_kind("seed", "an integer", "42", given)),
    }
}

/// A number alone has no unit, and is refused with the words that say so.
fn delay(given: Given) -> Result<Duration, ParsePolicyError> {
    parse_duration(&given.to_string()).map_err(said)
}
