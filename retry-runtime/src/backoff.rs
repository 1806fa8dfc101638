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

/// What growth needs of a policy, in the form that is cheapest to grow by: found
/// once, where the policy is built, and so in a constant as a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Steps {
    /// In nanoseconds, as all here.
    base: u64,
    cap: u64,
    step: Step,
}

/// How one delay is made from the one before.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    /// Times a whole number. Exact, as long as 64 bits hold it.
    Times(u64),
    /// The base delay more.
    Add,
    /// The base delay times a power of this, which is no whole number.
    Scale(f64),
    /// The sum of the two before.
    Fibonacci,
}

impl Steps {
    pub(crate) const fn new(base: Duration, cap: Duration, backoff: Backoff, factor: f64) -> Self {
        Self {
            base: nanos::from_duration(base),
            cap: nanos::from_duration(cap),
            step: match backoff {
                Backoff::Constant => Step::Times(1),
                Backoff::Linear => Step::Add,
                Backoff::Exponential => match whole(factor) {
                    Some(factor) => Step::Times(factor),
                    None => Step::Scale(factor),
                },
                Backoff::Fibonacci => Step::Fibonacci,
            },
        }
    }
}

/// What the delay of one retry says about the next. One word, because every call
/// that waits holds it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Growth {
    /// The last delay: grown and capped, or drawn where jitter is decorrelated.
    last: u64,
}

impl Growth {
    /// Before the first retry.
    pub(crate) const START: Self = Self { last: 0 };

    /// The delay before the given retry without jitter, in nanoseconds: grown,
    /// then capped.
    #[inline]
    const fn grow(&mut self, steps: &Steps, retry: u32) -> u64 {
        let last = self.last;
        let grown = match steps.step {
            _ if last == 0 => steps.base,
            Step::Times(factor) => last.saturating_mul(factor),
            Step::Add => last.saturating_add(steps.base),
            Step::Scale(factor) => scaled(steps.base, factor, retry, last),
            Step::Fibonacci => fibonacci(steps.base, retry),
        };
        self.last = if grown > steps.cap { steps.cap } else { grown };
        self.last
    }

    /// The delay before the given retry with jitter, in nanoseconds: above zero,
    /// at most the cap.
    #[inline]
    pub(crate) fn next(&mut self, policy: &Policy, retry: u32) -> u64 {
        let steps = policy.steps();
        match policy.jitter() {
            Jitter::None => self.grow(steps, retry),
            Jitter::Decorrelated => self.decorrelated(policy, retry),
            jitter => jitter.shorten(self.grow(steps, retry), Draw::new(policy.seed(), retry)),
        }
    }

    #[inline(never)]
    fn decorrelated(&mut self, policy: &Policy, retry: u32) -> u64 {
        let &Steps { base, cap, .. } = policy.steps();
        let previous = if self.last == 0 { base } else { self.last };
        let spread = previous.saturating_mul(3).saturating_sub(base);
        let draw = Draw::new(policy.seed(), retry).below(spread);
        self.last = base.saturating_add(draw).min(cap);
        self.last
    }
}

/// base · factor^(retry−1), to the nearest nanosecond, and not below the last
/// delay: an `f64` holds more than 104 days only nearly.
#[inline(never)]
const fn scaled(base: u64, factor: f64, retry: u32, last: u64) -> u64 {
    // `f64::powi` is not in `core`. By squaring: infinite where it overflows.
    let (mut power, mut square, mut exponent) = (1.0, factor, retry - 1);
    while exponent > 0 {
        if exponent % 2 == 1 {
            power *= square;
        }
        square *= square;
        exponent /= 2;
    }
    let grown = nanos::scale(base, power);
    if grown < last { last } else { grown }
}

/// base · F(retry).
#[inline(never)]
const fn fibonacci(base: u64, retry: u32) -> u64 {
    let (mut before, mut last, mut n) = (0, base, 1);
    while n < retry && last < u64::MAX {
        (before, last) = (last, last.saturating_add(before));
        n += 1;
    }
    last
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
    const MOST_STEPS: u32 = 10_000;
    let steps = policy.steps();
    let &Steps { base, cap, step } = steps;
    let mut growth = Growth::START;
    let mut tripled = base;
    let (mut total, mut made) = (0, 0);
    while made < retries {
        let left = (retries - made) as u128;
        let delay = if let Jitter::Decorrelated = policy.jitter() {
            tripled = tripled.saturating_mul(3);
            if tripled > cap { cap } else { tripled }
        } else {
            growth.grow(steps, made + 1)
        };
        if delay == cap || matches!(step, Step::Times(1)) {
            return total + left * delay as u128;
        }
        if let Step::Add = step {
            // base · (1 + 2 + … + n), until the cap is reached.
            let growing = (cap as u128 - 1) / base as u128;
            let n = if growing < left { growing } else { left };
            return base as u128 * n * (n + 1) / 2 + (left - n) * cap as u128;
        }
        if made == MOST_STEPS {
            return total + left * cap as u128;
        }
        total += delay as u128;
        made += 1;
    }
    total
}
