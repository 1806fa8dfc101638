//! The limit on the time of a whole async call.

use core::time::Duration;

use super::Retrying;
use super::async_wait::{Async, AsyncSleeper};
use super::attempt::AsyncAttempt;
use super::attempt_timeout::{LimitAttempt, SetAttemptLimit};
use crate::clock::AsyncClock;
use crate::policy::{judge_call_timeout, valid};
use crate::timeout::{AttemptLimit, FromTimeout, within_both};
use crate::wait::limit_async;
use crate::{Outcome, Policy};

impl<'p, F, R: Outcome, V, T, C, X, S, B> Retrying<'p, F, R, Async<V, T, C>, X, S, B> {
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
    #[track_caller]
    pub fn call_timeout(self, limit: Duration) -> Retrying<'p, F, R, Limited<V, T, C, R>, X, S, B>
    where
        R::Error: FromTimeout,
    {
        let limit = valid(judge_call_timeout(limit));
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

/// An async call with a limit on the whole call.
type Limited<V, T, C, R> = Async<V, CallLimit<T, <R as Outcome>::Error>, C>;

/// The limit of [`Retrying::call_timeout`], and the limit of each attempt or `()`.
#[derive(Debug)]
pub struct CallLimit<T, E> {
    attempt: T,
    limit: Duration,
    /// The last error, unless the attempts store it. They don't if a value that was not ready came
    /// after it.
    last_error: Option<E>,
    is_cut: bool,
}

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

impl<T: LimitAttempt<R>, R: Outcome<Error: FromTimeout>> LimitAttempt<R>
    for CallLimit<T, R::Error>
{
    fn limit(&self) -> Duration {
        self.attempt.limit()
    }

    fn call_limit(&self) -> Option<Duration> {
        Some(self.limit)
    }

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
        let timer = move |time| limit_async(time, move |limit| sleep.sleep(limit));
        let timed_out = |limit| R::from_error(R::Error::timed_out(limit));
        let running = attempt.attempt(number, clock, policy);
        if let Some(outcome) = within_both(running, limit, left, timer, timed_out).await {
            return outcome;
        }
        self.is_cut = true;
        let last = attempt.take_error().or(self.last_error.take());
        R::from_error(last.unwrap_or_else(|| R::Error::timed_out(self.limit)))
    }

    fn is_cut(&self) -> bool {
        self.is_cut
    }

    fn keep<A: AsyncAttempt<R>>(&mut self, attempt: &mut A, outcome: R) {
        if !A::KEEPS_ERROR {
            self.last_error = outcome.into_result().err().or(self.last_error.take());
            return;
        }
        if outcome.as_result().is_ok() {
            self.last_error = attempt.take_error().or(self.last_error.take());
        }
        attempt.keep(outcome);
    }
}
