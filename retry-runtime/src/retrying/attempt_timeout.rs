//! The limit on the time of each attempt of an async call.

use core::future::Future;
use core::time::Duration;

use super::Retrying;
use super::async_wait::{Async, AsyncSleeper};
use super::attempt::AsyncAttempt;
use crate::clock::AsyncClock;
use crate::policy::{judge_attempt_timeout, valid};
use crate::timeout::{AttemptLimit, FromTimeout, within_limit};
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
        let limit = AttemptLimit::new(valid(judge_attempt_timeout(limit)));
        self.waiting(|wait| Async {
            sleep: wait.sleep,
            timeout: wait.timeout.limited(limit),
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
    fn keep<A: AsyncAttempt<R>>(&mut self, attempt: &mut A, outcome: R) {
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
