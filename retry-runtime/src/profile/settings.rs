//! Profiles with the policy of a file or of a text.

use super::Profile;
#[cfg(feature = "std")]
use crate::ParsePolicyError;
#[cfg(feature = "std")]
use crate::policy::text::read::Reader;
use crate::{AttemptTimeout, PolicyError, ProfileSettings};

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
    /// [`Policy::with_text`](crate::Policy::with_text), with `attempt_timeout` too.
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
