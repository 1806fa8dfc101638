//! Reads durations. The attribute has the same grammar: tests check both parsers against the table
//! `data/rules/durations.tsv`.

use core::time::Duration;
use std::format;
use std::string::String;
use std::vec::Vec;

use super::UNITS;
use crate::error_text::TruncatedInput;
use crate::errors::message;

/// Reads a duration such as `100ms`, `1.5s` or `1m 30s`, exactly.
///
/// Each part is a decimal number and a unit (`ns`, `us`, `ms`, `s`, `m`, `h`,
/// `d`), with or without spaces; units go from the longest to the shortest,
/// each at most once.
///
/// # Errors
///
/// With a message that says what to write instead: no number, no unit, an unknown
/// unit, a negative duration, finer than a nanosecond, longer than a
/// [`Duration`] holds.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::parse_duration;
///
/// assert_eq!(parse_duration("1m 30s"), Ok(Duration::from_secs(90)));
/// assert_eq!(
///     parse_duration("100").unwrap_err().to_string(),
///     "`100` has no unit: did you mean `100ms` or `100s`? Units are d, h, m, s, ms, us, ns",
/// );
/// ```
#[inline]
pub fn parse_duration(text: &str) -> Result<Duration, ParseDurationError> {
    read(text, "").map_err(|message| ParseDurationError { message })
}

/// Reads a duration. Error messages quote their examples with `quote`.
#[inline]
pub(crate) fn read(text: &str, quote: &str) -> Result<Duration, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(format!(
            "a duration is a number and a unit, for example `{quote}100ms{quote}`"
        ));
    }
    if let Some(positive) = text.strip_prefix('-') {
        let positive = positive.trim_start();
        // Not read if another minus follows: the parser would call itself once for each minus of a
        // long text.
        let is_delay = !positive.starts_with('-')
            && read(positive, quote).is_ok_and(|duration| !duration.is_zero());
        return Err(if is_delay {
            format!(
                "a duration can't be negative: did you mean `{quote}{}{quote}`?",
                TruncatedInput(positive)
            )
        } else {
            format!("a duration can't be negative: write for example `{quote}100ms{quote}`")
        });
    }
    let mut parts = Parts {
        rest: text,
        allowed: &UNITS,
        quote,
    };
    let mut nanos: u128 = 0;
    while let Some(part) = parts.next()? {
        nanos = nanos.saturating_add(part);
    }
    match u64::try_from(nanos / 1_000_000_000) {
        Ok(seconds) => Ok(Duration::new(seconds, (nanos % 1_000_000_000) as u32)),
        Err(_) => Err(format!("`{}` {TOO_LONG}", TruncatedInput(text))),
    }
}

const TOO_LONG: &str = "is too long: a duration holds at most 18446744073709551615s";
const TOO_FINE: &str = "is finer than a nanosecond";

/// The rest of the text, and the units that may still follow.
struct Parts<'a> {
    rest: &'a str,
    allowed: &'static [(&'static str, u128)],
    quote: &'a str,
}

impl<'a> Parts<'a> {
    /// Reads the next number and unit, in nanoseconds.
    #[inline]
    fn next(&mut self) -> Result<Option<u128>, String> {
        self.rest = self.rest.trim_start();
        if self.rest.is_empty() {
            return Ok(None);
        }
        let (start, quote) = (self.rest, self.quote);
        let number = self.take(|c| c.is_ascii_digit() || c == '.');
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        if whole.is_empty() || fraction.is_empty() || fraction.contains('.') {
            return Err(format!(
                "`{}` is not a duration: write a number and a unit, for example `{quote}100ms{quote}`",
                TruncatedInput(start)
            ));
        }
        self.rest = self.rest.trim_start();
        let unit =
            self.take(|c| !(c.is_whitespace() || c.is_ascii_digit() || c == '.' || c == '-'));
        if unit.is_empty() {
            let fits = |unit| {
                scaled(whole, fraction, unit)
                    .is_ok_and(|nanos| (1..=u64::MAX.into()).contains(&nanos))
            };
            let number = TruncatedInput(number);
            let meant: Vec<_> = (self.allowed.iter().rev())
                .filter(|(name, nanos)| ["ms", "s"].contains(name) && fits(*nanos))
                .map(|(name, _)| format!("`{quote}{number}{name}{quote}`"))
                .collect();
            let meant = match meant.as_slice() {
                [] => format!("write a number and a unit, for example `{quote}100ms{quote}`."),
                meant => format!("did you mean {}?", meant.join(" or ")),
            };
            return Err(format!(
                "`{number}` has no unit: {meant} Units are d, h, m, s, ms, us, ns"
            ));
        }
        let Some(position) = self.allowed.iter().position(|(name, _)| *name == unit) else {
            return Err(if UNITS.iter().any(|(name, _)| *name == unit) {
                format!(
                    "`{unit}` is out of order: write the units from the longest to the shortest, each at most once"
                )
            } else {
                format!(
                    "`{}` is not a unit of time: units are d, h, m, s, ms, us, ns",
                    TruncatedInput(unit)
                )
            });
        };
        let (_, nanos) = self.allowed[position];
        self.allowed = &self.allowed[position + 1..];
        match scaled(whole, fraction, nanos) {
            Ok(nanos) => Ok(Some(nanos)),
            Err(why) => Err(format!("`{}{unit}` {why}", TruncatedInput(number))),
        }
    }

    /// Takes the longest start of the rest in which `of` accepts every character.
    #[inline]
    fn take(&mut self, of: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !of(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }
}

/// `whole.fraction` · `unit`. The result must be a whole number of nanoseconds.
#[inline]
fn scaled(whole: &str, fraction: &str, unit: u128) -> Result<u128, &'static str> {
    let whole: u64 = whole.parse().map_err(|_| TOO_LONG)?;
    let digits = fraction.trim_end_matches('0');
    if digits.is_empty() {
        return Ok(u128::from(whole) * unit);
    }
    // No unit has more than 16 factors of 2 or of 5, so a fraction with more than 16 digits is
    // never a whole number of nanoseconds.
    let scale = match u32::try_from(digits.len()) {
        Ok(len @ 1..=16) => 10_u128.pow(len),
        _ => return Err(TOO_FINE),
    };
    let nanos = digits.parse::<u128>().map_err(|_| TOO_FINE)? * unit;
    if nanos % scale == 0 {
        Ok(u128::from(whole) * unit + nanos / scale)
    } else {
        Err(TOO_FINE)
    }
}

/// A text that is not a duration. The message says why, and what to write instead.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{ParseDurationError, parse_duration};
///
/// fn timeout(flag: Option<&str>) -> Result<Duration, ParseDurationError> {
///     flag.map_or(Ok(Duration::from_secs(10)), parse_duration)
/// }
///
/// assert_eq!(timeout(Some("1.5s")), Ok(Duration::from_millis(1_500)));
/// assert_eq!(
///     timeout(Some("-5s")).unwrap_err().to_string(),
///     "a duration can't be negative: did you mean `5s`?",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseDurationError {
    message: String,
}

message!(ParseDurationError, self => &self.message);
