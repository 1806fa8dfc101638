//! A policy as text: the attribute's own words, read from a string or from a
//! configuration file, and written back. One table of keys and one reader for
//! both.

use core::fmt;
use core::time::Duration;

use super::Policy;
use crate::duration::Human;
use crate::{Backoff, Jitter};

#[cfg(feature = "std")]
pub use read::ParsePolicyError;

#[cfg(feature = "std")]
mod nearest;
#[cfg(feature = "std")]
pub(crate) mod read;
#[cfg(feature = "std")]
pub(crate) mod value;

/// The value of one argument, as it is written.
#[derive(Clone, Copy)]
pub(crate) enum Written {
    Integer(u64),
    Number(f64),
    Unlimited,
    Delay(Duration),
    Backoff(Backoff),
    Jitter(Jitter),
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(f),
            // Not three hundred digits.
            Self::Number(value) if *value >= 1e15 => write!(f, "{value:e}"),
            Self::Number(value) => value.fmt(f),
            Self::Unlimited => f.write_str("unlimited"),
            Self::Delay(value) => Human(*value).fmt(f),
            Self::Backoff(value) => value.fmt(f),
            Self::Jitter(value) => value.fmt(f),
        }
    }
}

/// The arguments that say all about a policy: the limit, the base delay, and
/// whatever is not as it would be if unwritten.
pub(crate) fn arguments(policy: &Policy) -> impl Iterator<Item = (&'static str, Written)> {
    let Policy {
        max_retries,
        base_delay,
        max_delay,
        max_pushback,
        backoff,
        factor,
        jitter,
        seed,
        max_elapsed,
        curve: _,
    } = *policy;
    let unwritten = Policy {
        max_delay: base_delay.max(super::DEFAULT_MAX_DELAY),
        ..Policy::builder().build()
    };
    let max = max_retries.map_or(Written::Unlimited, |max| Written::Integer(max.into()));
    let differs = |key, written, differs: bool| differs.then_some((key, written));
    [
        Some(("max", max)),
        Some(("base_delay", Written::Delay(base_delay))),
        differs(
            "max_delay",
            Written::Delay(max_delay),
            max_delay != unwritten.max_delay,
        ),
        differs(
            "max_pushback",
            Written::Delay(max_pushback),
            max_pushback != max_delay,
        ),
        differs(
            "backoff",
            Written::Backoff(backoff),
            backoff != unwritten.backoff,
        ),
        differs(
            "factor",
            Written::Number(factor),
            factor.to_bits() != unwritten.factor.to_bits(),
        ),
        differs(
            "jitter",
            Written::Jitter(jitter),
            jitter != unwritten.jitter,
        ),
        seed.map(|seed| ("seed", Written::Integer(seed))),
        max_elapsed.map(|limit| ("max_elapsed", Written::Delay(limit))),
    ]
    .into_iter()
    .flatten()
}

/// One line, in the attribute's own grammar, which [`FromStr`](core::str::FromStr)
/// reads back: the limit, the base delay, and whatever is not a default.
///
/// ```
/// use retry_runtime::Policy;
///
/// let text = "max = 5, base_delay = 100ms, jitter";
/// assert_eq!(text.parse::<Policy>().unwrap().to_string(), text);
/// ```
impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut comma = "";
        for (key, written) in arguments(self) {
            match written {
                Written::Jitter(Jitter::Full) => write!(f, "{comma}{key}")?,
                written => write!(f, "{comma}{key} = {written}")?,
            }
            comma = ", ";
        }
        Ok(())
    }
}
