//! The meaning of an error.

use core::time::Duration;

/// The meaning of an outcome for the call: the answer of `classify` about an error, and of
/// `until` about a value.
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
    /// Another attempt may do better.
    Retry,
    /// Another attempt may do better, but the server asks to wait this long first:
    /// pushback. The retry is never earlier. A server that asks for more than the
    /// policy's [`max_pushback`](crate::Policy::max_pushback) ends the call.
    RetryAfter(#[cfg_attr(feature = "serde", serde(with = "crate::duration::seconds"))] Duration),
    /// Another attempt may do better at once: the retry has no delay, and the delays after it
    /// do not grow by it. For a stale token or a lost race, which the attempt itself has
    /// mended. Right after another `RetryNow`, it counts as `Retry`.
    RetryNow,
    /// This attempt made progress before it failed: retries and delays count from the start,
    /// and the retry after it is number 1. If the policy makes its first retry at once, this
    /// one is at once too.
    RetryAfresh,
    /// No attempt will do better.
    Stop,
}

impl Verdict {
    /// Both verdicts in one: a stop wins, then the longest pushback, then progress, then a
    /// retry at once.
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

/// The answer of `until` about a value: a `bool`, or the verdict on a success.
#[diagnostic::on_unimplemented(
    message = "`until` says by a `bool` or a `Verdict` if a value is ready, not by `{Self}`",
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
