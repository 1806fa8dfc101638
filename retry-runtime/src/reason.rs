//! The reasons to give up.

use core::fmt;

/// The reason why a call gave up, so that no other retry was made.
///
/// | reason | JSON | meaning |
/// |---|---|---|
/// | `NotRetryable` | `"not_retryable"` | the verdict on the error was to stop |
/// | `RetriesExhausted` | `"retries_exhausted"` | `max` retries were made |
/// | `Overridden` | `"overridden"` | an override of the running process, or of a test, allows fewer retries than the policy |
/// | `PushbackTooLong` | `"pushback_too_long"` | the server asked to wait longer than `max_pushback`, which is `max_delay` if not set |
/// | `DeadlineExceeded` | `"deadline_exceeded"` | the delay would have ended after `max_elapsed` or `call_timeout`, or `call_timeout` ended an attempt |
/// | `BudgetExhausted` | `"budget_exhausted"` | the shared budget had too few tokens left |
/// | `Cancelled` | `"cancelled"` | `cancel` or `sleep` ended the call during a delay |
///
/// If several apply, the first in this order is the reason.
///
/// ```
/// use retry_runtime::{Policy, Reason, Report};
///
/// let mut report = Report::new();
/// let policy = Policy::default();
/// let call = policy.retry(|| Err::<(), _>(404)).when(|status| *status >= 500);
/// assert_eq!(call.observe(&mut report).call(), Err(404));
/// assert_eq!(report.reason, Some(Reason::NotRetryable));
/// assert_eq!(Reason::NotRetryable.as_str(), "not_retryable");
/// assert_eq!(Reason::NotRetryable.to_string(), "not retryable");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Reason {
    /// The verdict on the error was to stop.
    NotRetryable,
    /// As many retries as the policy allows were made.
    RetriesExhausted,
    /// An override allows fewer retries than the policy: see `Overrides` (feature
    /// `sites`).
    Overridden,
    /// The server asked for more time than the policy's
    /// [`max_pushback`](crate::Policy::max_pushback). A retry before that time would be useless. A
    /// longer wait would let the server hold the caller's thread for as long as it likes.
    PushbackTooLong,
    /// The next delay would have ended after the policy's `max_elapsed` or the call's
    /// `call_timeout`, or `call_timeout` ended a running attempt.
    DeadlineExceeded,
    /// The [`RetryBudget`](crate::RetryBudget) had too few tokens left.
    BudgetExhausted,
    /// The call was cancelled during a delay, by `cancel` or by a `sleep` that returned
    /// `Break`.
    Cancelled,
}

impl Reason {
    /// The word used in JSON, logs and metrics, such as `retries_exhausted`.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use retry_runtime::{Event, Policy};
    ///
    /// let mut give_ups = BTreeMap::new();
    /// let policy = Policy::default();
    /// let call = policy.retry(|| Err::<(), _>(503)).sleep(|_| ());
    /// let outcome = call.observe_fn(|event| if let Event::GiveUp { reason, .. } = event {
    ///     *give_ups.entry(reason.as_str()).or_insert(0) += 1;
    /// }).call();
    /// assert_eq!((outcome, give_ups), (Err(503), BTreeMap::from([("retries_exhausted", 1)])));
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotRetryable => "not_retryable",
            Self::RetriesExhausted => "retries_exhausted",
            Self::Overridden => "overridden",
            Self::PushbackTooLong => "pushback_too_long",
            Self::DeadlineExceeded => "deadline_exceeded",
            Self::BudgetExhausted => "budget_exhausted",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Writes the reason as a part of a sentence.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::NotRetryable => "not retryable",
            Self::RetriesExhausted => "retries exhausted",
            Self::Overridden => "overridden",
            Self::PushbackTooLong => "pushback too long",
            Self::DeadlineExceeded => "deadline exceeded",
            Self::BudgetExhausted => "budget exhausted",
            Self::Cancelled => "cancelled",
        })
    }
}
