//! A policy as text: the attribute's own words, read from a string or from a configuration file,
//! and written back. Strings and files share one table of keys and one reader.

use core::fmt;
use core::time::Duration;

use super::Policy;
use crate::duration::Human;
use crate::{Backoff, Jitter};

#[cfg(feature = "std")]
pub use read::ParsePolicyError;

#[cfg(feature = "std")]
mod list;
#[cfg(feature = "std")]
mod nearest;
#[cfg(feature = "std")]
pub(crate) mod read;
#[cfg(feature = "std")]
pub(crate) mod value;

/// The value of one argument in text or in a file.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Written {
    Integer(u64),
    Number(f64),
    Unlimited,
    Delay(Duration),
    Backoff(Backoff),
    Delays(&'static [Duration]),
    /// A key without a value.
    Flag,
    Jitter(Jitter),
}

impl fmt::Display for Written {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(f),
            // Avoids three hundred digits.
            Self::Number(value) if *value >= 1e15 => write!(f, "{value:e}"),
            Self::Number(value) => value.fmt(f),
            Self::Unlimited => f.write_str("unlimited"),
            Self::Delay(value) => Human(*value).fmt(f),
            Self::Backoff(value) => value.fmt(f),
            Self::Delays(list) => {
                let mut comma = "[";
                for delay in *list {
                    write!(f, "{comma}{}", Human(*delay))?;
                    comma = ", ";
                }
                f.write_str("]")
            }
            Self::Flag => f.write_str("true"),
            Self::Jitter(value) => value.fmt(f),
        }
    }
}

/// The arguments that describe a policy completely: the limit, the base delay or the list that
/// replaces it, and each argument that differs from its default.
#[inline]
pub(crate) fn arguments(policy: &Policy) -> impl Iterator<Item = (&'static str, Written)> {
    let list = policy.listed_delays().unwrap_or_default();
    let longest = list.iter().copied().fold(policy.base_delay, Duration::max);
    let unwritten = all(&Policy {
        max_delay: longest.max(super::DEFAULT_MAX_DELAY),
        max_pushback: policy.max_delay,
        ..Policy::builder().build()
    });
    let pairs = all(policy).into_iter().zip(unwritten);
    pairs.filter_map(|((key, written), (_, unwritten))| {
        let always = key == "max" || key == "base_delay";
        written
            .filter(|_| always || written != unwritten)
            .map(|written| (key, written))
    })
}

/// All arguments, with a value if the policy has one.
#[inline]
fn all(policy: &Policy) -> [(&'static str, Option<Written>); 12] {
    let max = |max: u32| Written::Integer(max.into());
    let max = policy.max_retries.map_or(Written::Unlimited, max);
    let list = policy.listed_delays();
    let has_base = list.is_none() && !matches!(policy.backoff(), Backoff::Curve(_));
    let base_delay = has_base.then_some(Written::Delay(policy.base_delay));
    [
        ("max", Some(max)),
        ("base_delay", base_delay),
        ("max_delay", Some(Written::Delay(policy.max_delay))),
        ("max_pushback", Some(Written::Delay(policy.max_pushback))),
        ("backoff", Some(Written::Backoff(policy.backoff()))),
        ("factor", Some(Written::Number(policy.factor()))),
        ("delays", list.map(Written::Delays)),
        ("fast_first", policy.fast_first().then_some(Written::Flag)),
        ("jitter", Some(Written::Jitter(policy.jitter))),
        ("seed", policy.seed.map(Written::Integer)),
        ("max_elapsed", policy.max_elapsed.map(Written::Delay)),
        ("reset_after", policy.reset_after.map(Written::Delay)),
    ]
}

/// Writes one line in the attribute's own grammar: the limit, the base delay or the list that
/// replaces it, and each argument that differs from its default. [`FromStr`](core::str::FromStr)
/// reads the line back, unless the policy has a [curve](Backoff::Curve) of your own.
///
/// ```
/// use retry_runtime::Policy;
///
/// let text = "max = 5, base_delay = 100ms, jitter";
/// assert_eq!(text.parse::<Policy>().unwrap().to_string(), text);
/// ```
impl fmt::Display for Policy {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_off() {
            return f.write_str("off");
        }
        let mut comma = "";
        for (key, written) in arguments(self) {
            match written {
                Written::Jitter(Jitter::Full) | Written::Flag => write!(f, "{comma}{key}")?,
                written => write!(f, "{comma}{key} = {written}")?,
            }
            comma = ", ";
        }
        Ok(())
    }
}
