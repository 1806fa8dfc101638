//! The limits on the time of an async call: of each attempt, and of the whole call.

use core::future::Future;
use core::time::Duration;

use super::Retrying;
use super::async_wait::{Async, AsyncSleeper};
use super::attempt::AsyncAttempt;
use crate::clock::AsyncClock;
#[cfg(feature = "std")]
use crate::timeout::in_time;
use crate::timeout::{AttemptLimit, FromTimeout, not_zero, within_limit};
use crate::wait::limit_async;
use crate::{Outcome, Policy};

impl<'p, F, R: Outcome, V, T, C, X, S, B> Retrying<'p, F, R, Async<V, T, C>, X, S, B> {
    /// Limits the time of each attempt. An attempt that takes longer is dropped and counts as
    /// failed. Its error is made from [`AttemptTimeout`](crate::AttemptTimeout).
    ///
    /// The call measures the limit with the timer of its delays, or with the function given to
    /// [`sleep`](Self::sleep).
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let outcome: std::io::Result<()> = Policy::default()
    ///     .retry_async(async || std::future::pending().await)
    ///     .attempt_timeout(Duration::from_secs(2))
    ///     .call()
    ///     .await;
    /// assert_eq!(outcome.unwrap_err().to_string(), "the attempt took longer than 2s");
    /// # }) }
    /// ```
    ///
    /// # Panics
    ///
    /// If the limit is zero.
    #[track_caller]
    pub fn attempt_timeout(self, limit: Duration) -> Retrying<'p, F, R, Timed<V, T, C, R>, X, S, B>
    where
        R::Error: FromTimeout,
        T: SetAttemptLimit<R::Error>,
    {
        let limit = AttemptLimit::new(not_zero(limit));
        self.waiting(|wait| Async {
            sleep: wait.sleep,
            timeout: wait.timeout.limited(limit),
            cancel: wait.cancel,
        })
    }

    /// Limits the time of the whole call, including attempts and delays. An attempt that is still
    /// running at the limit is dropped, and is counted. A delay that would end after the limit is
    /// not started.
    ///
    /// The call then returns its last error, and the reason is
    /// [`DeadlineExceeded`](crate::Reason::DeadlineExceeded). If no attempt has failed yet, the
    /// error is made from [`AttemptTimeout`](crate::AttemptTimeout).
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use std::io::{ErrorKind, Result};
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let start = tokio::time::Instant::now();
    /// let policy = Policy::default();
    /// let call = policy.retry_async(async || -> Result<()> { std::future::pending().await });
    /// let error = call.call_timeout(Duration::from_secs(20)).call().await.unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::TimedOut);
    /// assert_eq!(start.elapsed().as_secs(), 20);
    /// # }) }
    /// ```
    ///
    /// # Panics
    ///
    /// If the limit is zero.
    #[cfg(feature = "std")]
    #[track_caller]
    pub fn call_timeout(self, limit: Duration) -> Retrying<'p, F, R, Limited<V, T, C, R>, X, S, B>
    where
        R::Error: FromTimeout,
    {
        assert!(
            !limit.is_zero(),
            "{}",
            crate::PolicyError::call_timeout_zero().rule()
        );
        self.waiting(|wait| Async {
            sleep: wait.sleep,
            timeout: CallLimit {
                attempt: wait.timeout,
                limit,
                last_error: None,
                is_cut: false,
            },
            cancel: wait.cancel,
        })
    }
}

/// A limit of an attempt or of a call, to which a limit for each attempt can be added.
pub trait SetAttemptLimit<E> {
    /// The type after a limit on each attempt is added.
    type Limited;

    /// Sets the limit for each attempt.
    fn limited(self, limit: AttemptLimit<E>) -> Self::Limited;
}

impl<E> SetAttemptLimit<E> for () {
    type Limited = Option<AttemptLimit<E>>;

    fn limited(self, limit: AttemptLimit<E>) -> Self::Limited {
        Some(limit)
    }
}

impl<E> SetAttemptLimit<E> for Option<AttemptLimit<E>> {
    type Limited = Self;

    fn limited(self, limit: AttemptLimit<E>) -> Self {
        Some(limit)
    }
}

/// The limit on the time of an attempt; `()` is no limit.
pub trait LimitAttempt<R> {
    /// The limit of an attempt, or `Duration::MAX` if there is none.
    fn limit(&self) -> Duration;

    /// The limit of the whole call, if there is one.
    #[inline]
    fn call_limit(&self) -> Option<Duration> {
        None
    }

    /// Makes one attempt. The timer is made before the attempt, since a closure may do part of its
    /// work before it returns a future.
    fn run(
        &mut self,
        attempt: &mut impl AsyncAttempt<R>,
        number: u32,
        clock: &AsyncClock,
        policy: &Policy,
        sleep: &mut impl AsyncSleeper,
    ) -> impl Future<Output = R>;

    /// True if the limit of the whole call has ended the attempt.
    #[inline]
    fn is_cut(&self) -> bool {
        false
    }

    /// Takes the outcome of an attempt before the next attempt begins.
    #[inline]
    fn keep(&mut self, attempt: &mut impl AsyncAttempt<R>, outcome: R) {
        attempt.keep(outcome);
    }
}

impl<R> LimitAttempt<R> for () {
    #[inline]
    fn limit(&self) -> Duration {
        Duration::MAX
    }

    fn run(
        &mut self,
        attempt: &mut impl AsyncAttempt<R>,
        number: u32,
        clock: &AsyncClock,
        policy: &Policy,
        _: &mut impl AsyncSleeper,
    ) -> impl Future<Output = R> {
        attempt.attempt(number, clock, policy)
    }
}

impl<R: Outcome> LimitAttempt<R> for Option<AttemptLimit<R::Error>> {
    #[inline]
    fn limit(&self) -> Duration {
        self.map_or(Duration::MAX, |limit| limit.limit)
    }

    fn run(
        &mut self,
        attempt: &mut impl AsyncAttempt<R>,
        number: u32,
        clock: &AsyncClock,
        policy: &Policy,
        sleep: &mut impl AsyncSleeper,
    ) -> impl Future<Output = R> {
        let timer = self.map(|limit| limit_async(limit.limit, |limit| sleep.sleep(limit)));
        within_limit(attempt.attempt(number, clock, policy), *self, timer)
    }
}

/// An async call with a limit for each attempt.
type Timed<V, T, C, R> = Async<V, <T as SetAttemptLimit<<R as Outcome>::Error>>::Limited, C>;

/// An async call with a limit on the whole call.
#[cfg(feature = "std")]
type Limited<V, T, C, R> = Async<V, CallLimit<T, <R as Outcome>::Error>, C>;

/// The limit of [`Retrying::call_timeout`], and the limit of each attempt or `()`.
#[cfg(feature = "std")]
#[derive(Debug)]
pub struct CallLimit<T, E> {
    attempt: T,
    limit: Duration,
    /// The error of the last attempt, unless the attempts store it.
    last_error: Option<E>,
    is_cut: bool,
}

#[cfg(feature = "std")]
impl<T: SetAttemptLimit<E>, E> SetAttemptLimit<E> for CallLimit<T, E> {
    type Limited = CallLimit<T::Limited, E>;

    fn limited(self, limit: AttemptLimit<E>) -> Self::Limited {
        CallLimit {
            attempt: self.attempt.limited(limit),
            limit: self.limit,
            last_error: self.last_error,
            is_cut: self.is_cut,
        }
    }
}

#[cfg(feature = "std")]
impl<T: LimitAttempt<R>, R: Outcome<Error: FromTimeout>> LimitAttempt<R>
    for CallLimit<T, R::Error>
{
    fn limit(&self) -> Duration {
        self.attempt.limit()
    }

    fn call_limit(&self) -> Option<Duration> {
        Some(self.limit)
    }

    // One timer serves both limits: it measures the shorter one.
    async fn run(
        &mut self,
        attempt: &mut impl AsyncAttempt<R>,
        number: u32,
        clock: &AsyncClock,
        policy: &Policy,
        sleep: &mut impl AsyncSleeper,
    ) -> R {
        let (left, limit) = (clock.left(self.limit), self.limit());
        let policy = &clock.within(policy, self.limit);
        let timer = limit_async(left.min(limit), |limit| sleep.sleep(limit));
        let outcome = in_time(attempt.attempt(number, clock, policy), timer).await;
        if let Some(outcome) = outcome {
            return outcome;
        }
        if limit < left {
            return R::from_error(R::Error::timed_out(limit));
        }
        self.is_cut = true;
        let last = attempt.take_error().or(self.last_error.take());
        R::from_error(last.unwrap_or_else(|| R::Error::timed_out(self.limit)))
    }

    fn is_cut(&self) -> bool {
        self.is_cut
    }

    fn keep(&mut self, attempt: &mut impl AsyncAttempt<R>, outcome: R) {
        if is_keeper(attempt) {
            attempt.keep(outcome);
        } else {
            self.last_error = outcome.into_result().err();
        }
    }
}

/// True if attempts keep the last error.
#[cfg(feature = "std")]
fn is_keeper<A: AsyncAttempt<R>, R>(_: &A) -> bool {
    A::KEEPS_ERROR
}
