//! The limit on the time of one attempt.

use core::fmt;
use core::future::{Future, poll_fn};
use core::pin::pin;
use core::task::Poll;
use core::time::Duration;

use crate::Outcome;
use crate::duration::Human;
use crate::pause::Pause;

/// The error of an attempt that took longer than its `attempt_timeout` and was dropped. It is also
/// the error of a call whose `call_timeout` ended its first attempt.
///
/// If a function has one of these limits, its error type must have `impl From<AttemptTimeout>`.
/// [`std::io::Error`] has it, with the kind [`TimedOut`](std::io::ErrorKind::TimedOut), and so have
/// boxed errors.
///
/// ```
/// # #[cfg(feature = "tokio")] {
/// use retry_runtime::{AttemptTimeout, retry};
///
/// enum FetchError { Timeout(AttemptTimeout), NotFound }
///
/// impl From<AttemptTimeout> for FetchError {
///     fn from(timeout: AttemptTimeout) -> Self {
///         Self::Timeout(timeout)
///     }
/// }
///
/// #[retry(max = 1, attempt_timeout = "2s")]
/// async fn hangs() -> Result<(), FetchError> {
///     std::future::pending().await
/// }
///
/// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
/// let Err(FetchError::Timeout(timeout)) = hangs().await else { panic!("it hangs") };
/// assert_eq!(timeout.to_string(), "the attempt took longer than 2s");
/// # }) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptTimeout {
    limit: Duration,
}

impl AttemptTimeout {
    /// Returns the error of an attempt that took longer than `limit`. Use it to test code that
    /// handles this error, or for a timeout that you measure yourself.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::AttemptTimeout;
    ///
    /// let error = AttemptTimeout::new(Duration::from_secs(2));
    /// assert_eq!(error.to_string(), "the attempt took longer than 2s");
    /// ```
    #[must_use]
    pub const fn new(limit: Duration) -> Self {
        Self { limit }
    }

    /// The limit that the attempt exceeded.
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use std::time::Duration;
    /// use retry_runtime::{AttemptTimeout, retry};
    ///
    /// #[retry(max = 1, attempt_timeout = "2s")]
    /// async fn hangs() -> Result<(), AttemptTimeout> {
    ///     std::future::pending().await
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// assert_eq!(hangs().await.unwrap_err().limit(), Duration::from_secs(2));
    /// # }) }
    /// ```
    #[must_use]
    pub const fn limit(&self) -> Duration {
        self.limit
    }
}

impl fmt::Display for AttemptTimeout {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the attempt took longer than {}", Human(self.limit))
    }
}

impl core::error::Error for AttemptTimeout {}

#[cfg(feature = "std")]
impl From<AttemptTimeout> for std::io::Error {
    fn from(timeout: AttemptTimeout) -> Self {
        Self::new(std::io::ErrorKind::TimedOut, timeout)
    }
}

/// An error type that allows a limit on attempts: any type with `From<AttemptTimeout>`. A separate
/// trait lets the compiler say what to write.
#[diagnostic::on_unimplemented(
    message = "`attempt_timeout` and `call_timeout` need an error that can be made from `AttemptTimeout`, and `{Self}` can't",
    label = "write `impl From<retry_runtime::AttemptTimeout> for {Self}`",
    note = "wrap an error of another crate in an error type of your own; instead of an `Option`, which has no error, return a `Result`"
)]
pub trait FromTimeout {
    /// The error of an attempt that took longer than the limit.
    fn timed_out(limit: Duration) -> Self;
}

impl<E: From<AttemptTimeout>> FromTimeout for E {
    fn timed_out(limit: Duration) -> Self {
        AttemptTimeout::new(limit).into()
    }
}

/// The limit of an attempt, with the way to make its error.
#[derive(Debug)]
pub struct AttemptLimit<E> {
    pub limit: Duration,
    timed_out: fn(Duration) -> E,
}

impl<E> AttemptLimit<E> {
    pub(crate) const fn new(limit: Duration) -> Self
    where
        E: FromTimeout,
    {
        Self {
            limit,
            timed_out: E::timed_out,
        }
    }
}

// A derived impl would require `E: Copy`.
impl<E> Copy for AttemptLimit<E> {}
impl<E> Clone for AttemptLimit<E> {
    fn clone(&self) -> Self {
        *self
    }
}

/// The outcome of the attempt, or of `timed_out` if it took too long and was dropped.
pub async fn within<R>(
    attempt: impl Future<Output = R>,
    limit: Duration,
    timer: impl Future<Output: Pause>,
    timed_out: fn(Duration) -> R,
) -> R {
    in_time(attempt, timer)
        .await
        .unwrap_or_else(|| timed_out(limit))
}

/// Runs an attempt that may have no limit, with the timer of the limit. Returns the outcome of the
/// attempt, or the error of the limit if the timer ends first.
pub(crate) async fn within_limit<R: Outcome>(
    attempt: impl Future<Output = R>,
    limit: Option<AttemptLimit<R::Error>>,
    timer: Option<impl Future<Output: Pause>>,
) -> R {
    match (in_time_if(attempt, timer).await, limit) {
        (Some(outcome), _) => outcome,
        (None, Some(limit)) => R::from_error((limit.timed_out)(limit.limit)),
        (None, None) => unreachable!("without a timer, only the attempt ends"),
    }
}

/// The outcome of an attempt that has a limit of its own, in a call with the given time left. One
/// timer measures the shorter time. If it ends first, the outcome is `timed_out`, or `None` if the
/// call has no time left.
pub fn within_both<R, T: Future<Output: Pause>>(
    attempt: impl Future<Output = R>,
    limit: Duration,
    left: Duration,
    timer: impl FnOnce(Duration) -> T,
    timed_out: impl FnOnce(Duration) -> R,
) -> impl Future<Output = Option<R>> {
    let timer = timer(limit.min(left));
    async move {
        match in_time(attempt, timer).await {
            None if limit < left => Some(timed_out(limit)),
            outcome => outcome,
        }
    }
}

/// Like [`within_both`], with the limit of a profile, which may have none.
pub fn within_both_by<R: Outcome, T: Future<Output: Pause>>(
    attempt: impl Future<Output = R>,
    limit: Option<AttemptLimit<R::Error>>,
    left: Duration,
    timer: impl FnOnce(Duration) -> T,
) -> impl Future<Output = Option<R>> {
    let time = limit.map_or(Duration::MAX, |limit| limit.limit);
    within_both(attempt, time, left, timer, move |_| match limit {
        Some(limit) => R::from_error((limit.timed_out)(limit.limit)),
        None => unreachable!("no time is longer than no limit"),
    })
}

/// Attempts with a profile, which may have a limit. If the compiler knows that there is no limit,
/// the future of an attempt is used unchanged.
#[derive(Debug)]
pub struct Limited<const IS_LIMITED: bool>;

impl Limited<true> {
    /// The attempt within the limit.
    pub fn attempt<R: Outcome>(
        attempt: impl Future<Output = R>,
        limit: Option<AttemptLimit<R::Error>>,
        timer: Option<impl Future<Output: Pause>>,
    ) -> impl Future<Output = R> {
        within_limit(attempt, limit, timer)
    }
}

impl Limited<false> {
    /// The attempt itself.
    pub fn attempt<R: Outcome, F: Future<Output = R>>(
        attempt: F,
        _: Option<AttemptLimit<R::Error>>,
        _: Option<impl Future<Output: Pause>>,
    ) -> F {
        attempt
    }
}

/// The output of the future, or `None` if the timer ends first. If both end together, the
/// future counts. A timer that was cancelled does not end a future: the attempt goes on.
pub fn in_time<F: Future>(
    future: F,
    timer: impl Future<Output: Pause>,
) -> impl Future<Output = Option<F::Output>> {
    in_time_if(future, Some(timer))
}

/// The output of the future, or `None` if the timer ends first. Without a timer, the future has no
/// limit.
async fn in_time_if<F: Future>(
    future: F,
    timer: Option<impl Future<Output: Pause>>,
) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut timer = pin!(timer);
    let mut is_cancelled = false;
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending if is_cancelled => Poll::Pending,
        Poll::Pending => match timer.as_mut().as_pin_mut().map(|timer| timer.poll(context)) {
            Some(Poll::Ready(end)) if end.is_break() => {
                is_cancelled = true;
                Poll::Pending
            }
            Some(Poll::Ready(_)) => Poll::Ready(None),
            Some(Poll::Pending) | None => Poll::Pending,
        },
    })
    .await
}
