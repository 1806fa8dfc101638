//! Profiles that take their policy from a text or a file.

use super::Profile;
#[cfg(feature = "std")]
use crate::ParsePolicyError;
#[cfg(feature = "std")]
use crate::policy::text::read::Reader;
use crate::{AttemptTimeout, PolicyError, ProfileSettings};

impl<E: From<AttemptTimeout>> Profile<E> {
    /// Returns this profile with the policy and the `attempt_timeout` of a file. The other parts,
    /// such as the classifier and the budget, stay the same.
    ///
    /// # Errors
    ///
    /// If `attempt_timeout` is zero. Settings that were read from a text or a file never have that
    /// value.
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

    /// Returns this profile with the arguments of a text in place of its own. The text is read as
    /// by [`Policy::with_text`](crate::Policy::with_text), and may set `attempt_timeout` too.
    ///
    /// # Errors
    ///
    /// If the text is malformed, or if it breaks a rule together with the profile's policy.
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
