//! The delays of a policy, one a retry. Reads no clock and never sleeps.

mod growth;

use core::fmt;
use core::iter::FusedIterator;
use core::str::FromStr;
use core::time::Duration;

use crate::Policy;

pub(crate) use growth::{Begun, Growth, Steps, Usual, worst_case};

/// How delays grow with each retry. The first delay is always the base delay.
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
#[non_exhaustive]
pub enum Backoff {
    /// base, base, base, …
    Constant,
    /// base · n: the base delay more with each retry.
    Linear,
    /// base · factor^(n−1). Exact for a whole factor; for any other as exact as
    /// an `f64`, which is to the nanosecond for delays of hours.
    #[default]
    Exponential,
    /// base · F(n), F being the Fibonacci numbers 1, 1, 2, 3, 5, 8, …: each
    /// delay is the sum of the two before it.
    Fibonacci,
}

const WORDS: [(&str, Backoff); 4] = [
    ("constant", Backoff::Constant),
    ("linear", Backoff::Linear),
    ("exponential", Backoff::Exponential),
    ("fibonacci", Backoff::Fibonacci),
];

/// Writes the word of the attribute.
impl fmt::Display for Backoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = WORDS.iter().find(|(_, backoff)| backoff == self);
        f.pad(word.map_or("", |(word, _)| word))
    }
}

/// Reads the words of the attribute.
///
/// # Errors
///
/// Any other text. Blanks around a word mean nothing.
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
    type Err = BackoffError;

    fn from_str(text: &str) -> Result<Self, BackoffError> {
        let known = WORDS.iter().find(|(word, _)| *word == text.trim());
        known.map(|(_, backoff)| *backoff).ok_or(BackoffError)
    }
}

/// A text that names no kind of backoff; its message lists those that there are.
///
/// ```
/// use retry_runtime::{Backoff, BackoffError};
///
/// fn growth(word: Option<&str>) -> Result<Backoff, BackoffError> {
///     word.map_or(Ok(Backoff::default()), str::parse)
/// }
///
/// assert_eq!(growth(None), Ok(Backoff::Exponential));
/// assert_eq!(growth(Some("constant")), Ok(Backoff::Constant));
/// assert!(growth(Some("Constant")).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BackoffError;

impl fmt::Display for BackoffError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`backoff` is one of constant, linear, exponential, fibonacci")
    }
}

impl core::error::Error for BackoffError {}

/// The delays of one call, in order: an iterator with one item a retry, as
/// [`Policy::delays`] returns it.
///
/// Delay n is the base delay grown n−1 times by the [`Backoff`], capped at the
/// maximum delay, **then** jittered downwards. Cap first, jitter within the
/// cap: adding jitter and then capping puts every client at the cap together,
/// capping and then adding breaks the cap. ([`Decorrelated`](crate::Jitter::Decorrelated) is a
/// formula of its own.) Growth saturates, so no number of retries overflows,
/// and delays are at most 584 years (64 bits of nanoseconds).
///
/// Pushback, `max_elapsed` and budgets are not known here: they belong to a
/// call, and can only lengthen a delay within the cap or end the call.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::Policy;
///
/// let policy = Policy::builder().unlimited().max_delay(Duration::from_secs(1)).build();
/// let millis: Vec<_> = policy.delays().map(|delay| delay.as_millis()).take(6).collect();
/// assert_eq!(millis, [100, 200, 400, 800, 1000, 1000]);
/// ```
#[derive(Clone, Debug)]
pub struct Delays {
    policy: Policy,
    retries: u32,
    growth: Growth,
}

impl Delays {
    pub(crate) const fn new(policy: &Policy) -> Self {
        Self {
            policy: *policy,
            retries: 0,
            growth: Growth::start(policy),
        }
    }
}

impl Delays {
    #[inline]
    fn usual(&mut self, begun: Begun) -> Option<Duration> {
        match self.policy.max_retries() {
            Some(max) if self.retries < max => {
                self.retries += 1;
                let nanos = self.growth.next_usual(&self.policy, begun);
                Some(Duration::from_nanos(nanos))
            }
            _ => self.unusual(),
        }
    }

    #[inline(never)]
    fn unusual(&mut self) -> Option<Duration> {
        if self.policy.max_retries() == Some(self.retries) {
            return None;
        }
        self.retries = self.retries.saturating_add(1);
        let nanos = self.growth.next(&self.policy, self.retries);
        Some(Duration::from_nanos(nanos))
    }
}

impl Iterator for Delays {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        match self.policy.steps().usual() {
            Usual::Even => self.usual(Begun::EVEN),
            Usual::Spread => match Begun::spread() {
                Some(begun) if self.retries > 0 => self.usual(begun),
                _ => self.unusual(),
            },
            Usual::No => self.unusual(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self
            .policy
            .max_retries()
            .and_then(|max| usize::try_from(max - self.retries).ok());
        (left.unwrap_or(usize::MAX), left)
    }
}

/// A limit stays reached, and without one there is always another delay.
impl FusedIterator for Delays {}
