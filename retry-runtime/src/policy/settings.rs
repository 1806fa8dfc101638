//! A policy and the limit of an attempt, read together from a text or a file.

use core::fmt;
#[cfg(feature = "std")]
use core::str::FromStr;
use core::time::Duration;

use super::Policy;
#[cfg(feature = "std")]
use super::text::ParsePolicyError;
#[cfg(feature = "std")]
use super::text::read::Reader;
use crate::duration::Human;

/// The part of a [`Profile`](crate::Profile) that fits in a configuration file or an environment
/// variable: the policy and `attempt_timeout`. With the feature `serde`, it has the format of a
/// [`Policy`]. The text of a policy that is `off` has no other setting, so it leaves
/// `attempt_timeout` out.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Policy, ProfileSettings};
///
/// let settings: ProfileSettings = "max = 5, attempt_timeout = 2s".parse()?;
/// assert_eq!(settings.attempt_timeout, Some(Duration::from_secs(2)));
/// assert_eq!(settings.to_string(), "max = 5, base_delay = 100ms, attempt_timeout = 2s");
///
/// let off: ProfileSettings = "off".parse()?;
/// assert_eq!(off.policy, Policy::OFF);
/// # Ok::<(), retry_runtime::ParsePolicyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(clippy::exhaustive_structs, reason = "callers make one")]
pub struct ProfileSettings {
    /// The policy.
    pub policy: Policy,
    /// The longest time for one attempt of an async call. `None` keeps the limit of the profile.
    pub attempt_timeout: Option<Duration>,
}

impl fmt::Display for ProfileSettings {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.policy.fmt(f)?;
        match self.attempt_timeout {
            // `off` allows no argument beside it.
            Some(limit) if !self.policy.is_off() => {
                write!(f, ", attempt_timeout = {}", Human(limit))
            }
            _ => Ok(()),
        }
    }
}

/// Reads the grammar of [`Policy`], which here has `attempt_timeout` too.
///
/// # Errors
///
/// The errors of [`Policy`], and an `attempt_timeout` of zero.
#[cfg(feature = "std")]
impl FromStr for ProfileSettings {
    type Err = ParsePolicyError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, ParsePolicyError> {
        let (policy, attempt_timeout) = Reader::with_timeout(false).text(text, None)?;
        Ok(Self {
            policy,
            attempt_timeout,
        })
    }
}
