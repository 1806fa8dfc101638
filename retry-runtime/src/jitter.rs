//! How a delay is randomised: the formulas, and the only user of `rand`.

use core::fmt;
use core::str::FromStr;

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

use crate::nanos;

/// How a delay is randomised, so that clients that failed together do not come
/// back together.
///
/// The delay d is first grown and capped, then only ever shortened, so that
/// clients that have reached the cap stay spread; `Decorrelated` alone has a growth
/// of its own. No jittered delay exceeds the cap or is zero. U is a uniform random
/// number.
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
/// # Errors
///
/// Any other text.
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

/// A text that names no kind of jitter; its message lists those that there are.
///
/// ```
/// use retry_runtime::{Jitter, JitterError};
///
/// let read = |words: [&str; 2]| -> Result<Vec<Jitter>, JitterError> {
///     words.into_iter().map(str::parse).collect()
/// };
/// assert_eq!(read(["full", "proportional(0.1)"]), Ok(vec![Jitter::Full, Jitter::Proportional(0.1)]));
/// assert!(read(["full", "proportional(10%)"]).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JitterError;

impl fmt::Display for JitterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`jitter` is one of none, full, equal, decorrelated, proportional(0.25)")
    }
}

impl core::error::Error for JitterError {}

/// Writes the words of the attribute.
impl fmt::Display for Jitter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.pad("none"),
            Self::Full => f.pad("full"),
            Self::Equal => f.pad("equal"),
            Self::Decorrelated => f.pad("decorrelated"),
            // Not three hundred zeros.
            Self::Proportional(p) if *p < 1e-5 => write!(f, "proportional({p:e})"),
            Self::Proportional(p) => write!(f, "proportional({p})"),
        }
    }
}

impl Jitter {
    /// The delay d, shortened by the drawn part: never 0, never above d.
    /// Decorrelated jitter, which shortens nothing, is a matter of growth.
    #[inline]
    pub(crate) fn shorten(self, d: u64, draw: Draw) -> u64 {
        let most = match self {
            Jitter::None | Jitter::Decorrelated => 0,
            Jitter::Full => d,
            Jitter::Equal => d / 2,
            // `min`: p·d can round to more than d.
            Jitter::Proportional(p) => nanos::scale(d, p).min(d),
        };
        d - draw.below(most)
    }
}

/// The random number of one retry: 64 uniform bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draw(u64);

impl Draw {
    /// That of a policy without jitter, which shortens no delay.
    pub(crate) const NONE: Self = Self(0);

    #[inline]
    pub(crate) fn for_retry(jitter: Jitter, seed: Option<u64>, retry: u32) -> Self {
        match jitter {
            Jitter::None => Self::NONE,
            _ => Self::drawn(seed, retry),
        }
    }

    #[inline(never)]
    fn drawn(seed: Option<u64>, retry: u32) -> Self {
        Self(match seed {
            Some(seed) => seeded(seed, retry),
            None => unseeded(),
        })
    }

    #[inline]
    pub(crate) fn unseeded() -> Self {
        Self(unseeded())
    }

    /// Without a seed; nothing, where this thread has drawn nothing yet.
    #[inline]
    pub(crate) fn started() -> Option<Self> {
        drawn().map(Self)
    }

    /// Uniform in `0..n`, and 0 for `n = 0`: the high half of a 64 × 64 bit
    /// product. The bias, at most n/2⁶⁴, is below what any test could see.
    #[inline]
    pub(crate) fn below(self, n: u64) -> u64 {
        ((u128::from(self.0) * u128::from(n)) >> 64) as u64
    }
}

/// A function of the seed and of the retry's number alone, so that a call that
/// waits need not hold a generator: `Xoshiro256PlusPlus`, which `rand` keeps the
/// same on every platform, seeded anew for each retry. The number goes to the
/// upper half, where the seeds that people choose have nothing, so that one
/// call's second draw is not the first of the call with the next seed.
#[inline(never)]
fn seeded(seed: u64, retry: u32) -> u64 {
    Xoshiro256PlusPlus::seed_from_u64(seed ^ (u64::from(retry) << 32)).next_u64()
}

#[cfg(feature = "std")]
std::thread_local! {
    /// The generator of a thread; zero before its first draw.
    static STATE: core::cell::Cell<u64> = const { core::cell::Cell::new(0) };
}

#[cfg(feature = "std")]
#[inline]
fn unseeded() -> u64 {
    drawn().unwrap_or_else(|| {
        STATE.set(entropy());
        drawn().unwrap_or_default()
    })
}

/// From a generator that each thread has of its own: `wyrand` of Wang Yi's
/// `wyhash`, final version 4, a word of state and a few instructions a draw.
/// Nothing, before it is started.
#[cfg(feature = "std")]
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "one half with the other")]
fn drawn() -> Option<u64> {
    let state = match STATE.get() {
        0 => return None,
        state => state.wrapping_add(0x2d35_8dcc_aa6c_78a5),
    };
    STATE.set(state);
    let product = u128::from(state) * u128::from(state ^ 0x8bb8_4b93_962e_acc9);
    Some((product ^ (product >> 64)) as u64)
}

/// The keys of the standard library's hash maps, which differ in every thread and
/// every process: that spares users a dependency on a source of entropy.
#[cfg(feature = "std")]
#[cold]
#[inline(never)]
fn entropy() -> u64 {
    use core::hash::BuildHasher;

    std::hash::RandomState::new().hash_one(0)
}

/// Not reached: without `std`, a policy with jitter has a seed.
#[cfg(not(feature = "std"))]
fn unseeded() -> u64 {
    0
}

/// The same.
#[cfg(not(feature = "std"))]
fn drawn() -> Option<u64> {
    None
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::{STATE, drawn};

    /// Computed apart from this library, by the published definition of `wyrand`
    /// (<https://github.com/wangyi-fudan/wyhash>, final version 4).
    #[test]
    fn a_state_gives_these_numbers() {
        for (state, expected) in [
            (1, [0xa833_bdcd_b6d1_beb1, 0x88dc_97e5_aab5_fe3d]),
            (42, [0xca71_d87c_7698_3989, 0x7e5b_a615_5208_5fc6]),
            (
                0xdead_beef_cafe_babe,
                [0x183f_3ac9_c2dc_c1eb, 0x51a8_31df_718b_3da2],
            ),
        ] {
            STATE.set(state);
            assert_eq!([drawn(), drawn()], expected.map(Some));
        }
        STATE.set(0);
        assert_eq!(drawn(), None);
    }
}
