//! The argument of `on_retry`.

use core::fmt;
use core::time::Duration;

#[cfg(feature = "test-util")]
use crate::ErrorText;
use crate::error_text::{ByDisplay, FormatMarker, FormattedError};

/// A retry before its delay: the argument of `on_retry`. It has the error itself.
///
/// If the error has `Display`, the retry has it too, and is one line:
///
/// ```
/// use retry_runtime::{Retry, retry};
///
/// #[retry(max = 1, base_delay = "1ms", on_retry = |retry| lines.push(retry.to_string()))]
/// fn call(lines: &mut Vec<String>) -> Result<(), &'static str> {
///     Err("down")
/// }
///
/// let mut lines = Vec::new();
/// assert!(call(&mut lines).is_err());
/// assert_eq!(lines, ["attempt 1 of 2 failed, retrying in 1ms: down"]);
///
/// // Writes a line of your own: `on_retry = log`.
/// fn log(retry: &Retry<'_, u16>) {
///     let Retry { attempt, delay, error, .. } = retry;
///     eprintln!("{attempt}: {error:?}, {delay:?}");
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Retry<'a, E> {
    /// The attempt that failed, counted from 1.
    pub attempt: u32,
    /// The delay that follows.
    pub delay: Duration,
    /// The error of that attempt. It is `None` if the attempt succeeded, but `until` refused its
    /// value or a test lost it.
    pub error: Option<&'a E>,
    /// The maximum number of retries since the last progress
    /// ([`RetryAfresh`](crate::Verdict::RetryAfresh), [`reset_after`](crate::Policy::reset_after)),
    /// or `None` if the policy has no limit.
    pub max_retries: Option<u32>,
    #[cfg(feature = "test-util")]
    pub(crate) answer_lost: bool,
}

/// Writes one line: the attempt that failed, the maximum number of attempts if there is a limit,
/// the delay that follows, and the error, as [`ErrorText`] shows an error that has only `Display`.
///
/// ```
/// use retry_runtime::retry;
///
/// // Prints `attempt 1 of 3 not ready, trying again in 5ms`, and the like.
/// #[retry(
///     max = 2,
///     base_delay = "5ms",
///     until = |done| *done,
///     on_retry = |retry| eprintln!("{retry}"),
/// )]
/// fn done(asked: &mut u32) -> Result<bool, String> {
///     *asked += 1;
///     Ok(*asked == 3)
/// }
/// assert_eq!(done(&mut 0), Ok(true));
/// ```
impl<E: fmt::Display> fmt::Display for Retry<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "attempt {}", self.attempt)?;
        let most = self.max_retries.map(|retries| retries.saturating_add(1));
        // After progress, the attempt number may exceed the maximum.
        if let Some(most) = most.filter(|most| self.attempt <= *most) {
            write!(f, " of {most}")?;
        }
        #[cfg(feature = "test-util")]
        if self.answer_lost {
            let (lost, delay) = (ErrorText::ANSWER_LOST, self.delay);
            return write!(f, " failed, retrying in {delay:?}: {lost}");
        }
        let Some(error) = self.error else {
            return write!(f, " not ready, trying again in {:?}", self.delay);
        };
        write!(f, " failed, retrying in {:?}: ", self.delay)?;
        FormattedError::new(error, ByDisplay.into_format())
            .shown()
            .fmt(f)
    }
}
