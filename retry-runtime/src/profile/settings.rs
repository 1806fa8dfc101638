//! The part of a profile that can stand in a file.

use core::fmt;
#[cfg(feature = "std")]
use core::str::FromStr;
use core::time::Duration;

use super::Profile;
#[cfg(feature = "std")]
use crate::ParsePolicyError;
use crate::duration::Human;
#[cfg(feature = "std")]
use crate::policy::text::read::Reader;
use crate::{AttemptTimeout, Policy, PolicyError};

/// The part of a [`Profile`] that can stand in a configuration file or an environment
/// variable: the policy and `attempt_timeout`. With the feature `serde`, it is read and
/// written as a [`Policy`] is.
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
    /// The longest time for one attempt of an async call; `None` leaves the profile's own.
    pub attempt_timeout: Option<Duration>,
}

impl fmt::Display for ProfileSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.policy.fmt(f)?;
        match self.attempt_timeout {
            // `off` stands alone.
            Some(limit) if self.policy != Policy::OFF => {
                write!(f, ", attempt_timeout = {}", Human(limit))
            }
            _ => Ok(()),
        }
    }
}

/// Reads the grammar of [`Policy`], with `attempt_timeout` too.
///
/// # Errors
///
/// As for [`Policy`]; an `attempt_timeout` of zero is one too.
#[cfg(feature = "std")]
impl FromStr for ProfileSettings {
    type Err = ParsePolicyError;

    fn from_str(text: &str) -> Result<Self, ParsePolicyError> {
        let (policy, attempt_timeout) = Reader::with_timeout(false).text(text, None)?;
        Ok(Self {
            policy,
            attempt_timeout,
        })
    }
}

impl<E: From<AttemptTimeout>> Profile<E> {
    /// The same profile with the settings of a file in place of its own. The classifier, the
    /// budget and the rest stay.
    ///
    /// # Errors
    ///
    /// If `attempt_timeout` is zero, which no text or file makes it.
    ///
    /// ```
    /// use retry_runtime::{Policy, Profile};
    ///
    /// const DEFAULT: Profile<std::io::Error> =
    ///     Profile::new(Policy::builder().build()).name_prefix("storage");
    ///
    /// let profile = DEFAULT.with_settings("max = 8, attempt_timeout = 5s".parse()?)?;
    /// assert_eq!(
    ///     profile.to_string(),
    ///     "max = 8, base_delay = 100ms; name_prefix = storage; attempt_timeout = 5s",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_settings(self, settings: ProfileSettings) -> Result<Self, PolicyError> {
        let profile = self.with_policy(settings.policy);
        match settings.attempt_timeout {
            None => Ok(profile),
            Some(limit) => profile.try_attempt_timeout(limit),
        }
    }

    /// The same profile with the arguments of a text in place of its own:
    /// [`Policy::with_text`], with `attempt_timeout` too.
    ///
    /// # Errors
    ///
    /// If the text is no policy, or if it breaks a rule together with the profile's policy.
    ///
    /// ```
    /// use retry_runtime::{Policy, Profile};
    ///
    /// const DEFAULT: Profile<std::io::Error> = Profile::new(Policy::builder().max(5).build());
    ///
    /// let profile = DEFAULT.with_text("jitter, attempt_timeout = 5s")?;
    /// assert_eq!(profile.to_string(), "max = 5, base_delay = 100ms, jitter; attempt_timeout = 5s");
    /// # Ok::<(), retry_runtime::ParsePolicyError>(())
    /// ```
    #[cfg(feature = "std")]
    pub fn with_text(self, text: &str) -> Result<Self, ParsePolicyError> {
        let (policy, attempt_timeout) =
            Reader::with_timeout(false).text(text, Some(&self.policy))?;
        let settings = ProfileSettings {
            policy,
            attempt_timeout,
        };
        Ok(self.with_settings(settings)?)
    }
}
