//! The end of a call that gave up, as `on_give_up` receives it.

use core::fmt;
use core::time::Duration;

use crate::Reason;
use crate::duration::Human;

/// The end of a call that gave up: the second argument of `on_give_up`.
///
/// Its text is made to be part of a longer line. If the call made only one attempt, and the verdict
/// was to stop, the text does not say "gave up", because no retry was wanted:
///
/// ```
/// use retry_runtime::retry;
///
/// #[retry(max = 2, base_delay = "1ms", when = |error| error != "gone", on_give_up = |error, end| format!("{error}: {end}"))]
/// fn fetch(answer: &str) -> Result<(), String> {
///     Err(answer.to_owned())
/// }
///
/// let down = "down: gave up after 3 attempts and 3ms of delay: retries exhausted";
/// assert_eq!(fetch("down"), Err(down.to_owned()));
/// assert_eq!(fetch("gone"), Err("gone: after 1 attempt: not retryable".to_owned()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GiveUp {
    /// The reason to give up.
    pub reason: Reason,
    /// The number of attempts made.
    pub attempts: u32,
    /// The sum of all delays, as they were actually waited for.
    pub total_delay: Duration,
}

impl fmt::Display for GiveUp {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.attempts, self.reason) {
            (1, Reason::NotRetryable) => f.write_str("after 1 attempt")?,
            (1, _) => f.write_str("gave up after 1 attempt")?,
            (attempts, _) => write!(f, "gave up after {attempts} attempts")?,
        }
        if !self.total_delay.is_zero() {
            write!(f, " and {} of delay", Human(self.total_delay))?;
        }
        write!(f, ": {}", self.reason)
    }
}
