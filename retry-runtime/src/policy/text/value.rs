//! The values of arguments. This file checks the kind of a value, and the builder of the policy
//! checks its range.

use core::fmt;
use core::time::Duration;
use std::borrow::ToOwned;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

use super::list::kept;
use crate::error_text::TruncatedInput;
use crate::policy::PolicyError;
use crate::policy::builder::longest;
use crate::{Backoff, Jitter, ParseBackoffError, ParseJitterError, duration};

/// The value of an argument before any check.
#[derive(Clone, Copy)]
#[cfg_attr(
    not(feature = "serde"),
    allow(dead_code, reason = "only a file has flags and maps")
)]
pub(crate) enum Given<'a> {
    /// A key without a value.
    Nothing,
    Integer(i128),
    Number(f64),
    Flag(bool),
    Word(&'a str),
    /// A text in quotes. In a configuration file, every value that is not a number, a flag or a
    /// list is in quotes.
    Text(&'a str),
    List(&'a [Given<'a>]),
    /// The kind, in words, of a file's value that no argument takes.
    Other(&'a str),
}

impl fmt::Display for Given<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Integer(value) => value.fmt(f),
            // `{:?}` shows `5.0`, and not `5`.
            Self::Number(value) => write!(f, "{value:?}"),
            Self::Flag(value) => value.fmt(f),
            Self::List(_) => f.write_str("a list"),
            Self::Word(value) | Self::Text(value) | Self::Other(value) => value.fmt(f),
        }
    }
}

impl<'a> Given<'a> {
    /// Reads a text as the kind of value that it looks like.
    #[inline]
    pub(super) fn read(text: &'a str) -> Self {
        let unquoted = text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        if let Some(text) = unquoted {
            return Given::Text(text);
        }
        // A number starts with a digit or a minus, so `inf` and `nan` are words.
        let numeric = text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        let digits = text.replace('_', "");
        match (digits.parse(), digits.parse()) {
            _ if !numeric => Given::Word(text),
            (Ok(integer), _) => Given::Integer(integer),
            (_, Ok(number)) => Given::Number(number),
            _ => Given::Word(text),
        }
    }
}

#[inline]
pub(super) fn backoff(given: Given) -> Result<Backoff, String> {
    let word = word(given);
    word.parse().map_err(|error: ParseBackoffError| {
        let is_path = |c: char| c == '_' || c == ':' || c.is_ascii_alphanumeric();
        if word.contains(['_', ':']) && word.chars().all(is_path) {
            format!("{error}; a function can be given only in code, by `Backoff::Curve`")
        } else {
            error.to_string()
        }
    })
}

/// An argument that is written alone, or as `true` in a file.
#[inline]
pub(super) fn flag(key: &str, given: Given) -> Result<bool, String> {
    match given {
        Given::Nothing => Ok(true),
        Given::Flag(value) => Ok(value),
        _ => Err(format!(
            "`{key}` takes no value, or `true` or `false` in a file"
        )),
    }
}

/// Reads a list of delays. The rules of the builder are checked here already, because a list that
/// is kept is never freed.
#[inline]
pub(super) fn delays(given: Given, is_file: bool) -> Result<&'static [Duration], String> {
    let Given::List(items) = given else {
        let quote = if is_file { "\"" } else { "" };
        let example = format!("[{quote}1s{quote}, {quote}5s{quote}]");
        return Err(wrong_kind("delays", "a list", &example, given, |_| false));
    };
    let items = items.iter().copied();
    let list: Vec<_> = items
        .map(|item| read_delay("delays", item, is_file))
        .collect::<Result<_, _>>()?;
    longest(&list).map_err(|error| error.to_string())?;
    Ok(kept(&list))
}

#[inline]
pub(super) fn jitter(given: Given) -> Result<Jitter, String> {
    match given {
        Given::Nothing | Given::Flag(true) => Ok(Jitter::Full),
        Given::Flag(false) => Ok(Jitter::None),
        given => word(given)
            .parse()
            .map_err(|error: ParseJitterError| error.to_string()),
    }
}

#[inline]
fn word(given: Given<'_>) -> &str {
    match given {
        Given::Word(word) | Given::Text(word) => word,
        _ => "",
    }
}

/// The message about a value of the wrong kind. It says so if the value would be right without its
/// quotes.
#[inline]
fn wrong_kind(
    key: &str,
    kind: &str,
    example: &str,
    given: Given,
    right: fn(&str) -> bool,
) -> String {
    match given {
        Given::Text(text) if right(text) => {
            // Cut, since a number may begin with any number of zeros.
            let text = TruncatedInput(text);
            format!("`{key}` takes {kind}, without quotes: write `{key} = {text}`")
        }
        _ => {
            let given = given.to_string();
            let given = TruncatedInput(&given);
            format!("`{key}` takes {kind}, for example `{key} = {example}` (got {given})")
        }
    }
}

#[inline]
pub(super) fn retries(given: Given) -> Result<u32, String> {
    match integer(given) {
        Some(value) if value < 1 => Err(PolicyError::max_too_small(value).to_string()),
        Some(value) => match u32::try_from(value) {
            Ok(u32::MAX) | Err(_) => Err(PolicyError::max_too_large(value).to_string()),
            Ok(retries) => Ok(retries),
        },
        None => Err(wrong_kind(
            "max",
            "an integer or `unlimited`",
            "5",
            given,
            |text| {
                text.parse()
                    .is_ok_and(|retries| (1..u32::MAX).contains(&retries))
            },
        )),
    }
}

#[inline]
pub(super) fn attempts(given: Given) -> Result<u32, String> {
    match integer(given) {
        Some(value) if value < 2 => Err(PolicyError::max_attempts_too_small(value).to_string()),
        Some(value) => {
            u32::try_from(value).map_err(|_| PolicyError::max_attempts_too_large(value).to_string())
        }
        None => Err(wrong_kind(
            "max_attempts",
            "an integer",
            "6",
            given,
            |text| text.parse::<u32>().is_ok_and(|attempts| attempts >= 2),
        )),
    }
}

/// Reads an integer. Some formats pass an integer that is too long for them as a float. Such a
/// number is out of range as an integer too.
#[inline]
fn integer(given: Given) -> Option<i128> {
    match given {
        Given::Integer(value) => Some(value),
        #[allow(clippy::cast_possible_truncation, reason = "`as` saturates")]
        Given::Number(value) if value.abs() >= 1e19 => Some(value as i128),
        _ => None,
    }
}

#[inline]
pub(super) fn number(given: Given) -> Result<f64, String> {
    match given {
        #[allow(clippy::cast_precision_loss, reason = "a factor is a float")]
        Given::Integer(value) => Ok(value as f64),
        Given::Number(value) => Ok(value),
        _ => Err(wrong_kind("factor", "a number", "1.5", given, |text| {
            text.parse()
                .is_ok_and(|factor: f64| factor >= 1.0 && factor.is_finite())
        })),
    }
}

#[inline]
pub(super) fn seed(given: Given) -> Result<u64, String> {
    if let Some(seed) = quoted_seed(given) {
        return Ok(seed);
    }
    match integer(given) {
        Some(value) => u64::try_from(value)
            .map_err(|_| "`seed` must be an integer from 0 to 18446744073709551615".to_owned()),
        None => Err(wrong_kind("seed", "an integer", "42", given, |text| {
            text.parse::<u64>().is_ok()
        })),
    }
}

/// Reads a large seed in quotes, because TOML has integers of only 63 bits.
#[inline]
fn quoted_seed(given: Given) -> Option<u64> {
    match given {
        Given::Text(text) => text
            .parse()
            .ok()
            .filter(|seed| i64::try_from(*seed).is_err()),
        _ => None,
    }
}

/// Reads a duration. A number alone is refused with a message that asks for a unit. In a file, the
/// message writes the duration in quotes, unless the value has quotes already.
#[inline]
pub(super) fn read_delay(key: &str, given: Given, is_file: bool) -> Result<Duration, String> {
    let quote = match given {
        Given::Text(_) => "",
        _ if is_file => "\"",
        _ => "",
    };
    if let Given::Other(_) | Given::Flag(_) | Given::List(_) = given {
        let (open, close) = if key == "delays" {
            ("[", "]")
        } else {
            ("", "")
        };
        let example = format!("{open}{quote}100ms{quote}{close}");
        return Err(wrong_kind(key, "a duration", &example, given, |_| false));
    }
    let written = match given {
        // `5e-7` would have a unit `e`.
        Given::Number(value) => value.to_string(),
        given => given.to_string(),
    };
    // A file gives no position, so the message names the key.
    duration::read(&written, quote).map_err(|error| format!("{error} (in `{key}`)"))
}
