//! The formulas that randomize a delay, and the only user of `rand`.

use core::fmt;
#[cfg(feature = "std")]
use core::hash::Hasher;
use core::str::FromStr;

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

use crate::errors::message;
use crate::nanos;
#[cfg(feature = "std")]
use crate::platform;

/// A way to randomize delays, so that clients that failed together don't retry together.
///
/// In the formulas below, d is the delay after growth and cap, and U is a uniform random number.
/// Jitter only ever shortens d, so clients that have reached the cap stay spread. `Decorrelated`
/// alone replaces the growth. No kind of jitter exceeds the cap, and none makes a delay zero.
///
/// `Full`, `Equal` and `Decorrelated` are the formulas of Marc Brooker, "Exponential Backoff And
/// Jitter", AWS Architecture Blog, 2015.
///
/// Without a seed, each thread has a generator of its own. The first retry of each call mixes the
/// clock, to the nanosecond, into the generator. Processes that were forked, and virtual machines
/// that were restored from one snapshot, thus draw different delays. If a call is copied between
/// two of its retries, up to seven delays can be the same in both copies before the clock is mixed
/// in again.
///
/// On `wasm32-unknown-unknown`, the standard library has no clock and no entropy, so every tab of a
/// browser draws the same delays. With the feature `gloo-timers`, every tab draws its own.
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
    /// No jitter: the delay is d.
    #[default]
    None,
    /// U(0, d]: the strongest spread, and the least work for the server.
    Full,
    /// d/2 + U(0, d/2]: never less than half the delay.
    Equal,
    /// min(cap, U\[base, 3·previous)). `previous` is the delay before this one, or the base delay
    /// at first. The delays grow by this formula, so a backoff or a factor can't be set. The cap
    /// comes after the draw, so clients that have retried many times often wait for exactly the
    /// cap: choose a high one.
    Decorrelated,
    /// d·(1 − p·U): takes off at most the fraction p of the delay, which must be above 0 and at
    /// most 1. `Proportional(1.0)` is the same as `Full`.
    Proportional(f64),
}

/// Reads the words of the attribute: `none`, `full`, `equal`, `decorrelated`,
/// `proportional(0.25)`. The policy checks the range of the fraction.
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
    type Err = ParseJitterError;

    fn from_str(text: &str) -> Result<Self, ParseJitterError> {
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
                .ok_or(ParseJitterError),
        }
    }
}

/// A text that is not a kind of jitter. The message lists the kinds.
///
/// ```
/// use retry_runtime::{Jitter, ParseJitterError};
///
/// let read = |words: [&str; 2]| -> Result<Vec<Jitter>, ParseJitterError> {
///     words.into_iter().map(str::parse).collect()
/// };
/// assert_eq!(read(["full", "proportional(0.1)"]), Ok(vec![Jitter::Full, Jitter::Proportional(0.1)]));
/// assert!(read(["full", "proportional(10%)"]).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseJitterError;

message!(ParseJitterError, self => "`jitter` is one of none, full, equal, decorrelated, proportional(0.25)");

/// Writes the words of the attribute.
impl fmt::Display for Jitter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.pad("none"),
            Self::Full => f.pad("full"),
            Self::Equal => f.pad("equal"),
            Self::Decorrelated => f.pad("decorrelated"),
            // Avoids three hundred zeros.
            Self::Proportional(p) if *p < 1e-5 => write!(f, "proportional({p:e})"),
            Self::Proportional(p) => write!(f, "proportional({p})"),
        }
    }
}

impl Jitter {
    /// Shortens the delay d by the drawn part: never to 0. Decorrelated jitter shortens nothing,
    /// because it belongs to the growth.
    #[inline]
    pub(crate) fn shorten(self, d: u64, draw: Draw) -> u64 {
        let most = match self {
            Jitter::None | Jitter::Decorrelated => 0,
            Jitter::Full => d,
            Jitter::Equal => d / 2,
            // `min`, because p·d can round to more than d.
            Jitter::Proportional(p) => nanos::scale(d, p).min(d),
        };
        d - draw.below(most)
    }
}

/// The random number for one retry: 64 uniform bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draw(u64);

impl Draw {
    /// The draw of a policy without jitter, which shortens no delay.
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
        match seed {
            Some(seed) => Self(seeded(seed, retry)),
            None => match Self::ready() {
                Some(draw) if retry > 1 => draw,
                _ => Self::restarted(),
            },
        }
    }

    /// A draw without a seed, for any retry of a call except the first. It is `None` if the
    /// thread's generator must be restarted first.
    #[inline]
    pub(crate) fn ready() -> Option<Self> {
        drawn().map(Self)
    }

    /// A draw without a seed, after a restart of the thread's generator.
    #[inline]
    pub(crate) fn restarted() -> Self {
        Self(restarted())
    }

    /// Returns a number that is uniform in `0..n`, or 0 if `n` is 0: the high half of a 64 × 64 bit
    /// product. The bias is at most n/2⁶⁴, which no test can detect.
    #[inline]
    pub(crate) fn below(self, n: u64) -> u64 {
        ((u128::from(self.0) * u128::from(n)) >> 64) as u64
    }
}

/// A random number that depends only on the seed and the number of the retry, so a waiting call
/// does not need to hold a generator. It comes from `Xoshiro256PlusPlus`, which `rand` keeps the
/// same on every platform, seeded again for each retry. The number of the retry goes to the upper
/// half of the seed, which is zero in the seeds that people choose. Otherwise, the second draw with
/// one seed would be the first draw with the next seed.
#[inline(never)]
fn seeded(seed: u64, retry: u32) -> u64 {
    Xoshiro256PlusPlus::seed_from_u64(seed ^ (u64::from(retry) << 32)).next_u64()
}

#[cfg(feature = "std")]
std::thread_local! {
    /// The state of a thread's generator; zero before its first draw.
    static STATE: core::cell::Cell<u64> = const { core::cell::Cell::new(0) };
}

/// Draws the next number. It is `None` if the generator must be restarted: before the first draw of
/// a thread, and after eight draws, which the three low bits of the state count.
#[cfg(feature = "std")]
#[inline]
fn drawn() -> Option<u64> {
    match STATE.get() {
        state if state % 8 == 0 => None,
        state => Some(step(state)),
    }
}

/// Draws with `wyrand` of Wang Yi's `wyhash`, final version 4. With the xoshiro256++ of `rand`, a
/// delay takes 24 more instructions.
#[cfg(feature = "std")]
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "one half with the other")]
fn step(state: u64) -> u64 {
    let state = state.wrapping_add(0x2d35_8dcc_aa6c_78a5);
    STATE.set(state);
    let product = u128::from(state) * u128::from(state ^ 0x8bb8_4b93_962e_acc9);
    (product ^ (product >> 64)) as u64
}

/// Mixes the clock into the generator, and draws. `fork` and snapshots of virtual machines copy the
/// generator and the keys of `RandomState`, but the copies read the clock at different times. The
/// clock is not read at every draw, because that takes 27 ns. `getpid` takes 115 ns, and does not
/// help against snapshots.
#[cfg(feature = "std")]
#[inline]
fn restarted() -> u64 {
    let mut mixed = Mixed(match STATE.get() {
        0 => platform::entropy(),
        state => state,
    });
    platform::mix_in_time(&mut mixed);
    step(mixed.0 & !7)
}

/// A hasher of a few instructions. An `Instant` gives its bits only to a hasher.
#[cfg(feature = "std")]
struct Mixed(u64);

#[cfg(feature = "std")]
impl Hasher for Mixed {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            self.0 = (self.0 ^ u64::from_le_bytes(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Never called: without `std`, a policy with jitter has a seed.
#[cfg(not(feature = "std"))]
fn restarted() -> u64 {
    0
}

/// Never called: without `std`, a policy with jitter has a seed.
#[cfg(not(feature = "std"))]
fn drawn() -> Option<u64> {
    None
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::{STATE, step};

    /// The numbers were computed without this library, from the published definition of `wyrand`
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
            assert_eq!([step(state), step(STATE.get())], expected);
        }
    }
}
