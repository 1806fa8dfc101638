//! How delays grow: from a policy, one delay a retry. Reads no clock and never
//! sleeps.

use core::fmt;
use core::iter::FusedIterator;
use core::str::FromStr;
use core::time::Duration;

use crate::jitter::Draw;
use crate::{Jitter, Policy, nanos};

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
        f.pad(match self {
            Self::Constant => "constant",
            Self::Linear => "linear",
            Self::Exponential => "exponential",
            Self::Fibonacci => "fibonacci",
        })
    }
}

/// Reads the words of the attribute.
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

/// A text that names no kind of backoff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BackoffError;

impl fmt::Display for BackoffError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`backoff` is one of constant, linear, exponential, fibonacci")
    }
}

impl core::error::Error for BackoffError {}

/// What the delay of one retry says about the next. Two words, because every
/// call that waits holds them; which of them means what depends on the policy.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Growth {
    /// The last delay: grown and capped, or drawn where jitter is decorrelated.
    last: u64,
    /// Fibonacci: the delay before the last. A factor that is no whole number:
    /// its power so far, as bits. Unused otherwise.
    memory: u64,
}

impl Growth {
    /// Before the first retry.
    pub(crate) const START: Self = Self { last: 0, memory: 0 };

    /// The next delay without jitter, in nanoseconds: grown, then capped.
    pub(crate) const fn grow(&mut self, policy: &Policy) -> u64 {
        let base = nanos::from_duration(policy.base_delay());
        let cap = nanos::from_duration(policy.max_delay());
        let last = self.last;
        let grown = match policy.backoff() {
            _ if last == 0 => {
                self.memory = match policy.backoff() {
                    Backoff::Exponential => 1.0_f64.to_bits(),
                    _ => 0,
                };
                base
            }
            Backoff::Constant => last,
            Backoff::Linear => last.saturating_add(base),
            Backoff::Exponential => {
                let factor = policy.factor();
                if let Some(factor) = whole(factor) {
                    // Exact, as long as 64 bits hold it.
                    last.saturating_mul(factor)
                } else {
                    // By repeated multiplication: exact where the power is,
                    // monotone where it is not, and infinite where it overflows.
                    let power = f64::from_bits(self.memory) * factor;
                    self.memory = power.to_bits();
                    let grown = nanos::scale(base, power);
                    // An f64 holds more than 104 days only nearly.
                    if grown < last { last } else { grown }
                }
            }
            Backoff::Fibonacci => {
                let before = self.memory;
                self.memory = last;
                last.saturating_add(before)
            }
        };
        self.last = if grown > cap { cap } else { grown };
        self.last
    }

    /// The next delay with jitter, in nanoseconds: above zero, at most the cap.
    pub(crate) fn next(&mut self, policy: &Policy, retry: u32) -> u64 {
        match policy.jitter() {
            Jitter::None => self.grow(policy),
            Jitter::Decorrelated => {
                let base = nanos::from_duration(policy.base_delay());
                let cap = nanos::from_duration(policy.max_delay());
                let previous = if self.last == 0 { base } else { self.last };
                let spread = previous.saturating_mul(3).saturating_sub(base);
                let draw = Draw::new(policy.seed(), retry).below(spread);
                self.last = base.saturating_add(draw).min(cap);
                self.last
            }
            jitter => jitter.shorten(self.grow(policy), Draw::new(policy.seed(), retry)),
        }
    }
}

/// A factor that is a whole number, and so small that its product with one
/// nanosecond does not overflow.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    reason = "`as` saturates, and the exact comparison finds out"
)]
const fn whole(factor: f64) -> Option<u64> {
    let whole = factor as u64;
    if whole as f64 == factor && whole < u64::MAX {
        Some(whole)
    } else {
        None
    }
}

/// The delays of one call, in order: an iterator with one item a retry, as
/// [`Policy::delays`] returns it.
///
/// Delay n is the base delay grown n−1 times by the [`Backoff`], capped at the
/// maximum delay, **then** jittered downwards. Cap first, jitter within the
/// cap: adding jitter and then capping puts every client at the cap together,
/// capping and then adding breaks the cap. ([`Jitter::Decorrelated`] is a
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
            growth: Growth::START,
        }
    }
}

impl Iterator for Delays {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        if self.policy.max_retries() == Some(self.retries) {
            return None;
        }
        self.retries = self.retries.saturating_add(1);
        let nanos = self.growth.next(&self.policy, self.retries);
        Some(Duration::from_nanos(nanos))
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

/// The sum of the longest delays that a call can wait on its own account, in
/// nanoseconds. Exact, but for decorrelated jitter (a nanosecond more a delay),
/// and for a policy that is still growing after many steps, whose remaining
/// delays are taken to be the cap: so that a `const` is evaluated in no time.
pub(crate) const fn worst_case(policy: &Policy, retries: u32) -> u128 {
    const STEPS: u32 = 10_000;
    let base = nanos::from_duration(policy.base_delay());
    let cap = nanos::from_duration(policy.max_delay());
    let mut growth = Growth::START;
    let mut tripled = base;
    let (mut total, mut made) = (0, 0);
    while made < retries {
        let left = (retries - made) as u128;
        let delay = if let Jitter::Decorrelated = policy.jitter() {
            tripled = tripled.saturating_mul(3);
            if tripled > cap { cap } else { tripled }
        } else {
            growth.grow(policy)
        };
        let constant = matches!(policy.backoff(), Backoff::Constant) || policy.factor() <= 1.0;
        if delay == cap || constant {
            return total + left * delay as u128;
        }
        if let Backoff::Linear = policy.backoff() {
            // base · (1 + 2 + … + n), until the cap is reached.
            let growing = (cap as u128 - 1) / base as u128;
            let n = if growing < left { growing } else { left };
            return base as u128 * n * (n + 1) / 2 + (left - n) * cap as u128;
        }
        if made == STEPS {
            return total + left * cap as u128;
        }
        total += delay as u128;
        made += 1;
    }
    total
}
