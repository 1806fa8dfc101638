//! The growth of delays: its kinds, and the curves computed from plain numbers.

mod curve;

use crate::errors::message;
use core::fmt;
use core::str::FromStr;
use core::time::Duration;

pub(crate) use curve::{Curve, FastPath, NextDelay, Schedule, worst_case};

/// The growth of delays from retry to retry.
///
/// In the formulas below, n is the number of the retry, from 1. The first delay is thus the base
/// delay, except with a [`Curve`](Self::Curve) of your own.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Backoff, Policy};
///
/// let seconds = |backoff| -> Vec<_> {
///     let policy = Policy::builder().max(6).base_delay(Duration::from_secs(1)).backoff(backoff);
///     policy.build().delays().map(|delay| delay.as_secs()).collect()
/// };
/// assert_eq!(seconds(Backoff::Constant), [1, 1, 1, 1, 1, 1]);
/// assert_eq!(seconds(Backoff::Linear), [1, 2, 3, 4, 5, 6]);
/// assert_eq!(seconds(Backoff::Exponential), [1, 2, 4, 8, 16, 30]);
/// assert_eq!(seconds(Backoff::Fibonacci), [1, 1, 2, 3, 5, 8]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(
    unpredictable_function_pointer_comparisons,
    reason = "equal curves make equal delays; that others may differ is documented"
)]
#[non_exhaustive]
pub enum Backoff {
    /// base, base, base, …
    Constant,
    /// base · n: each retry adds the base delay.
    Linear,
    /// base · factor^(n−1). A whole factor gives exact delays. Any other factor has the precision
    /// of an `f64`, which is a nanosecond for delays of hours.
    #[default]
    Exponential,
    /// base · F(n), with the Fibonacci numbers 1, 1, 2, 3, 5, 8, …: each delay is the sum of the
    /// two before it.
    Fibonacci,
    /// A curve of your own: a function from the number of the retry, starting at 1, to its delay.
    /// The policy's cap and jitter apply to that delay. The curve has no base delay and no factor.
    ///
    /// The function is called once before each retry. If it returns zero, the retry has no delay,
    /// and without a limit on retries the call can loop hot.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{Backoff, Policy};
    ///
    /// fn squares(retry: u32) -> Duration {
    ///     Duration::from_millis(u64::from(retry).pow(2))
    /// }
    ///
    /// const POLICY: Policy = Policy::builder().max(4).backoff(Backoff::Curve(squares)).build();
    /// let millis: Vec<_> = POLICY.delays().map(|delay| delay.as_millis()).collect();
    /// assert_eq!(millis, [1, 4, 9, 16]);
    /// ```
    ///
    /// A text or a configuration file can't name a function. Two curves are equal if their
    /// functions have the same address, and the compiler decides about addresses.
    Curve(fn(u32) -> Duration),
}

const WORDS: [(&str, Backoff); 4] = [
    ("constant", Backoff::Constant),
    ("linear", Backoff::Linear),
    ("exponential", Backoff::Exponential),
    ("fibonacci", Backoff::Fibonacci),
];

/// Writes the word of the attribute, and `a function` for a curve of your own.
impl fmt::Display for Backoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = WORDS.iter().find(|(_, backoff)| backoff == self);
        f.pad(word.map_or("a function", |(word, _)| word))
    }
}

/// Reads the words of the attribute.
///
/// # Errors
///
/// Any other text. Blanks around a word are ignored.
///
/// ```
/// use retry_runtime::Backoff;
///
/// assert_eq!("linear".parse(), Ok(Backoff::Linear));
/// assert_eq!(
///     "cubic".parse::<Backoff>().unwrap_err().to_string(),
///     "`backoff` is one of constant, linear, exponential, fibonacci",
/// );
/// ```
impl FromStr for Backoff {
    type Err = ParseBackoffError;

    fn from_str(text: &str) -> Result<Self, ParseBackoffError> {
        let known = WORDS.iter().find(|(word, _)| *word == text.trim());
        known.map(|(_, backoff)| *backoff).ok_or(ParseBackoffError)
    }
}

/// A text that is not a kind of backoff. The message lists the kinds.
///
/// ```
/// use retry_runtime::{Backoff, ParseBackoffError};
///
/// fn growth(word: Option<&str>) -> Result<Backoff, ParseBackoffError> {
///     word.map_or(Ok(Backoff::default()), str::parse)
/// }
///
/// assert_eq!(growth(None), Ok(Backoff::Exponential));
/// assert_eq!(growth(Some("constant")), Ok(Backoff::Constant));
/// assert!(growth(Some("Constant")).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseBackoffError;

message!(ParseBackoffError, self => "`backoff` is one of constant, linear, exponential, fibonacci");
