//! The verdict on an outcome.

use core::time::Duration;

/// A verdict on an outcome: whether to retry, and how soon. `classify` returns a verdict on an
/// error, and `until` on a value.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Verdict, retry};
///
/// enum HttpError { Busy { retry_after: Duration }, NotFound, Timeout }
///
/// #[retry(classify = |error| match error {
///     HttpError::Busy { retry_after } => Verdict::RetryAfter(*retry_after),
///     HttpError::Timeout => Verdict::Retry,
///     HttpError::NotFound => Verdict::Stop,
/// })]
/// fn fetch(calls: &mut u32) -> Result<(), HttpError> {
///     *calls += 1;
///     Err(HttpError::NotFound)
/// }
///
/// let mut calls = 0;
/// assert!(fetch(&mut calls).is_err());
/// assert_eq!(calls, 1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Verdict {
    /// Another attempt may succeed. It is made after the policy's delay.
    Retry,
    /// Another attempt may succeed, but the server asks to wait this long first (pushback). The
    /// retry is never earlier. Without jitter, the delay is the policy's or the server's, whichever
    /// is longer. With jitter, it is the sum of the two, so that clients don't come back together.
    /// If the server asks for more than the policy's [`max_pushback`](crate::Policy::max_pushback),
    /// the call gives up.
    RetryAfter(#[cfg_attr(feature = "serde", serde(with = "crate::duration::seconds"))] Duration),
    /// Another attempt may succeed immediately. The retry has no delay, and does not lengthen the
    /// delays after it. Use it for a stale token or a lost race that the attempt itself has
    /// repaired. Right after another `RetryNow`, it counts as `Retry`.
    RetryNow,
    /// The attempt made progress before it failed. The number of retries and the delays start over,
    /// so the next retry is number 1. With [`fast_first`](crate::Policy::fast_first), that retry
    /// has no delay.
    RetryAfresh,
    /// Another attempt would not help. The call ends. From `until`, `Stop` accepts the value.
    Stop,
}

impl Verdict {
    /// Combines two verdicts: a stop wins, then the longest pushback, then progress, then a retry
    /// without delay.
    #[inline]
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Stop, _) | (_, Self::Stop) => Self::Stop,
            (Self::RetryAfter(a), Self::RetryAfter(b)) => Self::RetryAfter(a.max(b)),
            (after @ Self::RetryAfter(_), _) | (_, after @ Self::RetryAfter(_)) => after,
            (Self::RetryAfresh, _) | (_, Self::RetryAfresh) => Self::RetryAfresh,
            (Self::RetryNow, _) | (_, Self::RetryNow) => Self::RetryNow,
            (Self::Retry, Self::Retry) => Self::Retry,
        }
    }
}

/// The types that `until` may return: a `bool`, or the verdict on a success.
#[diagnostic::on_unimplemented(
    message = "`until` must return a `bool` or a `Verdict`, not `{Self}`",
    label = "not a `bool` or a `Verdict`",
    note = "`true` and `Verdict::Stop` accept the value; `false` and `Verdict::Retry` ask again"
)]
pub trait Readiness {
    /// The verdict: `Stop` accepts the value.
    fn into_verdict(self) -> Verdict;
}

impl Readiness for bool {
    #[inline]
    fn into_verdict(self) -> Verdict {
        if self { Verdict::Stop } else { Verdict::Retry }
    }
}

impl Readiness for Verdict {
    #[inline]
    fn into_verdict(self) -> Verdict {
        self
    }
}
