//! How a delay is randomised: the formulas, and the only user of `rand`.

use core::fmt;
use core::hash::BuildHasher;
use core::str::FromStr;
use std::hash::RandomState;

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

use crate::nanos;

/// How a delay is randomised, so that clients that failed together do not come
/// back together.
///
/// The delay d is first grown and capped, then only ever shortened, so that no
/// jittered delay exceeds the cap or is zero, and clients that have reached the
/// cap stay spread. U is a uniform random number.
/// `Full`, `Equal` and `Decorrelated` are the formulas of Marc Brooker,
/// "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Jitter, Policy};
///
/// let policy = Policy::builder().jitter(Jitter::Equal).build();
/// let first = policy.delays().next().unwrap();
/// assert!(first > Duration::from_millis(50) && first <= Duration::from_millis(100));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Jitter {
    /// The delay itself.
    #[default]
    None,
    /// U(0, d]: the strongest spread, and the least work for the server.
    Full,
    /// d/2 + U(0, d/2]: never less than half the delay.
    Equal,
    /// min(cap, U\[base, 3·previous)), previous being the delay before this
    /// one, and the base delay at first. It grows by itself, so the factor has
    /// no say. The formula draws first and caps then, so of clients that have
    /// retried for long, many wait exactly the cap: choose a high one.
    Decorrelated,
    /// d·(1 − p·U): takes off at most the fraction p of the delay, with p above
    /// 0 and at most 1. `Proportional(1.0)` is `Full`.
    Proportional(f64),
}

/// Reads the words of the attribute: `none`, `full`, `equal`, `decorrelated`,
/// `proportional(0.25)`. Whether the fraction is in range is for the policy to
/// say.
///
/// ```
/// use retry_runtime::Jitter;
///
/// assert_eq!("proportional(0.25)".parse(), Ok(Jitter::Proportional(0.25)));
/// assert_eq!(
///     "some".parse::<Jitter>().unwrap_err().to_string(),
///     "`jitter` is one of none, full, equal, decorrelated, proportional(0.25)",
/// );
/// ```
impl FromStr for Jitter {
    type Err = JitterError;

    fn from_str(text: &str) -> Result<Self, JitterError> {
        match text.trim() {
            "none" => Ok(Self::None),
            "full" => Ok(Self::Full),
            "equal" => Ok(Self::Equal),
            "decorrelated" => Ok(Self::Decorrelated),
            text => text
                .strip_prefix("proportional(")
                .and_then(|rest| rest.strip_suffix(')'))
                .and_then(|p| p.trim().parse().ok())
                .map(Self::Proportional)
                .ok_or(JitterError),
        }
    }
}

/// A text that names no kind of jitter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JitterError;

impl fmt::Display for JitterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`jitter` is one of none, full, equal, decorrelated, proportional(0.25)")
    }
}

impl core::error::Error for JitterError {}

/// The random numbers of one call.
#[derive(Clone, Debug)]
pub(crate) struct Draws(Xoshiro256PlusPlus);

impl Draws {
    /// Without a seed, every call draws differently: the standard library's
    /// hash keys are random for each thread and differ at each use, which
    /// spares users a dependency on an entropy source.
    pub(crate) fn new(seed: Option<u64>) -> Self {
        let seed = seed.unwrap_or_else(|| RandomState::new().hash_one(0));
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// Uniform in `0..n`, and 0 for `n = 0`: the high half of a 64 × 64 bit
    /// product. The bias, at most n/2⁶⁴, is below what any test could see.
    fn below(&mut self, n: u64) -> u64 {
        let product = u128::from(self.0.next_u64()) * u128::from(n);
        (product >> 64) as u64
    }
}

/// A delay with what its randomisation depends on, in nanoseconds.
pub(crate) struct Delay {
    /// Grown and capped.
    pub(crate) own: u64,
    pub(crate) base: u64,
    pub(crate) cap: u64,
    /// The delay that was waited before this one; the base delay at first.
    pub(crate) previous: u64,
}

impl Jitter {
    /// The delay to wait: never 0 and never above the cap.
    pub(crate) fn apply(self, delay: &Delay, draws: &mut Draws) -> u64 {
        let d = delay.own;
        match self {
            Jitter::None => d,
            Jitter::Full => d - draws.below(d),
            Jitter::Equal => d - draws.below(d / 2),
            // `min`: p·d can round to more than d.
            Jitter::Proportional(p) => d - draws.below(nanos::scale(d, p).min(d)),
            Jitter::Decorrelated => {
                let spread = delay.previous.saturating_mul(3) - delay.base;
                delay
                    .base
                    .saturating_add(draws.below(spread))
                    .min(delay.cap)
            }
        }
    }
}
