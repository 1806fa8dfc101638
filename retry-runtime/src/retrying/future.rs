//! The closure loop that awaits: attempt, decide, wait. No rule may live here.

use core::future::Future;
use core::time::Duration;

use super::{
    AsyncAttempt, ClosureState, Lending, Reservation, Retrying, Setting, Shared, StartState,
};
use crate::clock::AsyncClock;
use crate::error_text::FormatMarker;
use crate::timeout::{AttemptLimit, FromTimeout, within_limit};
use crate::wait::{limit_async, wait_async};
use crate::{AsyncSleep, Outcome, Policy, PolicyError, Timer};

/// An async call: its way to wait, and the limit of an attempt or `()`.
#[derive(Clone, Copy, Debug)]
pub struct Async<S = Timer, T = ()> {
    sleep: S,
    timeout: T,
}

/// An async call with a limit on each attempt, if there is one.
pub(super) type LimitedAsync<S, E> = Async<S, Option<AttemptLimit<E>>>;

impl Async {
    pub(super) const DEFAULT: Self = Self {
        sleep: Timer,
        timeout: (),
    };

    /// The default way to wait, with a limit on each attempt if there is one.
    pub(super) const fn limited<E>(limit: Option<AttemptLimit<E>>) -> LimitedAsync<Timer, E> {
        Async {
            sleep: Timer,
            timeout: limit,
        }
    }
}

impl Policy {
    /// Retries an async closure, or a closure that returns a future, by this
    /// policy, as `#[retry]` retries an async function.
    ///
    /// Each attempt is a fresh future. To drop the future of
    /// [`call`](Retrying::call) cancels the attempt or the delay in progress, and
    /// makes no other attempt.
    ///
    /// It waits by tokio's timer (feature `tokio`), by one that needs no runtime
    /// (feature `futures-timer`), or as [`sleep`](Retrying::sleep) says.
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use retry_runtime::Policy;
    ///
    /// async fn fetch(url: &str) -> Result<String, std::io::Error> {
    ///     Ok(format!("the page at {url}"))
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
    /// let url = String::from("example.com");
    /// let page = Policy::default()
    ///     .retry_async(async || fetch(&url).await)
    ///     .when(|error| error.kind() == std::io::ErrorKind::TimedOut)
    ///     .call()
    ///     .await;
    /// assert_eq!(page.unwrap(), "the page at example.com");
    /// # }) }
    /// ```
    ///
    /// The closure may be called again while nothing else holds its captures, so it
    /// can't lend them to its future. A closure that changes or owns its captures
    /// is for [`retry_async_mut`](Self::retry_async_mut); else the compiler says
    /// "async closure does not implement `FnMut`".
    #[inline]
    pub fn retry_async<F, D>(&self, attempt: F) -> Retrying<'_, F, D::Output, Async>
    where
        F: FnMut() -> D,
        D: Future<Output: Outcome>,
    {
        Retrying::new(self, (), attempt, Async::DEFAULT)
    }

    /// As [`retry_async`](Self::retry_async), for an async closure that changes or
    /// owns its captures.
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use retry_runtime::Policy;
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let mut calls = 0;
    /// let outcome = Policy::default()
    ///     .retry_async_mut(async || {
    ///         calls += 1;
    ///         if calls < 3 { Err("not yet") } else { Ok("done") }
    ///     })
    ///     .call()
    ///     .await;
    /// assert_eq!((outcome, calls), (Ok("done"), 3));
    /// # }) }
    /// ```
    ///
    /// The compiler can't yet prove that the future of such a closure is [`Send`] if the
    /// closure borrows from outside: a task that moves between threads is refused with
    /// "implementation of `Send` is not general enough" or "higher-ranked lifetime error".
    /// If the closure can own what it captures, write `async move`. If it uses `&mut self`
    /// or another `&mut` argument, annotate a method instead:
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use retry_runtime::{Policy, retry};
    ///
    /// struct Counter { calls: u32 }
    ///
    /// impl Counter {
    ///     #[retry(policy = policy)]
    ///     async fn count(&mut self, policy: Policy) -> Result<u32, String> {
    ///         self.calls += 1;
    ///         if self.calls < 3 { Err("not yet".to_owned()) } else { Ok(self.calls) }
    ///     }
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let mut counter = Counter { calls: 0 };
    /// let task = tokio::spawn(async move { counter.count(Policy::default()).await });
    /// assert_eq!(task.await.unwrap(), Ok(3));
    /// # }) }
    /// ```
    #[inline]
    pub fn retry_async_mut<F, R>(&self, attempt: F) -> Retrying<'_, Lending<F>, R, Async>
    where
        F: AsyncFnMut() -> R,
        R: Outcome,
    {
        Retrying::new(self, (), Lending(attempt), Async::DEFAULT)
    }
}

impl<'p, F, R: Outcome, V, T, X, S, B> Retrying<'p, F, R, Async<V, T>, X, S, B> {
    /// Sets the way to wait: a function or closure from the delay to a future.
    ///
    /// ```
    /// use std::future::ready;
    /// use retry_runtime::Policy;
    ///
    /// let mut delays = Vec::new();
    /// let policy = Policy::default();
    /// let call = policy
    ///     .retry_async(async || None::<()>)
    ///     .sleep(|delay| {
    ///         delays.push(delay.as_millis());
    ///         ready(())
    ///     })
    ///     .call();
    /// # use std::{pin::pin, task::{Context, Poll, Waker}};
    /// # assert_eq!(pin!(call).poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(None));
    /// # assert_eq!(delays, [100, 200, 400]);
    /// ```
    #[inline]
    pub fn sleep<N, D>(self, sleep: N) -> Retrying<'p, F, R, Async<N, T>, X, S, B>
    where
        N: FnMut(Duration) -> D,
        D: Future<Output = ()>,
    {
        self.waiting(|wait| Async {
            sleep,
            timeout: wait.timeout,
        })
    }

    /// Limits the time of each attempt. An attempt that takes longer is dropped, and counts
    /// as failed, with an error made from [`AttemptTimeout`](crate::AttemptTimeout). The
    /// limit is waited for as the delays are: by the function given to
    /// [`sleep`](Self::sleep), if any.
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
    /// If the limit is zero, which the attribute refuses too.
    #[track_caller]
    pub fn attempt_timeout(
        self,
        limit: Duration,
    ) -> Retrying<'p, F, R, LimitedAsync<V, R::Error>, X, S, B>
    where
        R::Error: FromTimeout,
    {
        assert!(
            !limit.is_zero(),
            "{}",
            PolicyError::attempt_timeout_zero().rule()
        );
        self.waiting(|wait| Async {
            sleep: wait.sleep,
            timeout: Some(AttemptLimit::new(limit)),
        })
    }
}

/// The wait for an attempt: with a limit or, by `()`, without one.
pub trait LimitAttempt<R> {
    /// Makes one attempt. Its timer is made first, since a closure may do part of its work
    /// before it returns a future.
    fn run(
        &self,
        attempt: &mut impl AsyncAttempt<R>,
        number: u32,
        clock: &AsyncClock,
        policy: &Policy,
        sleep: &mut impl AsyncSleep,
    ) -> impl Future<Output = R>;
}

impl<R> LimitAttempt<R> for () {
    fn run(
        &self,
        attempt: &mut impl AsyncAttempt<R>,
        number: u32,
        clock: &AsyncClock,
        policy: &Policy,
        _: &mut impl AsyncSleep,
    ) -> impl Future<Output = R> {
        attempt.attempt(number, clock, policy)
    }
}

impl<R: Outcome> LimitAttempt<R> for Option<AttemptLimit<R::Error>> {
    fn run(
        &self,
        attempt: &mut impl AsyncAttempt<R>,
        number: u32,
        clock: &AsyncClock,
        policy: &Policy,
        sleep: &mut impl AsyncSleep,
    ) -> impl Future<Output = R> {
        let timer = self.map(|limit| limit_async(limit.limit, |limit| sleep.sleep(limit)));
        within_limit(attempt.attempt(number, clock, policy), *self, timer)
    }
}

impl<F, R, V, T, X, S, B> Retrying<'_, F, R, Async<V, T>, X, S, B>
where
    F: AsyncAttempt<R>,
    R: Outcome,
{
    /// Attempts until success or until the policy gives up, and returns the
    /// last outcome, unchanged. There is no delay after the last attempt.
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let mut calls = 0;
    /// let policy = Policy::default();
    /// let call = policy.retry_async_mut(async || {
    ///     calls += 1;
    ///     None::<()>
    /// });
    /// // After 250 ms the call is dropped, in the delay before its third attempt.
    /// assert!(tokio::time::timeout(Duration::from_millis(250), call.call()).await.is_err());
    /// assert_eq!(calls, 2);
    /// # }) }
    /// ```
    ///
    /// # Panics
    ///
    /// If a closure, an observer or the way to wait panics; nothing is caught. A [`Timer`]
    /// panics if it [can't wait](Timer#panics).
    // The bounds stand here so that the compiler names the bound that does not hold, and
    // does not say that there is no such method.
    #[allow(
        clippy::manual_async_fn,
        reason = "the future of an `async fn` would hold `self` twice"
    )]
    #[inline]
    pub fn call(mut self) -> impl Future<Output = R>
    where
        V: AsyncSleep,
        T: LimitAttempt<R>,
        X: Setting<R>,
        S: FormatMarker<R::Error>,
        B: Shared<R::Error>,
    {
        async move {
            let clock = AsyncClock::start(F::IS_TIMED, self.policy);
            let mut state = B::State::<X::State<StartState>>::default();
            loop {
                // A block, since the future holds a borrowed variable to the end of its scope.
                let (delay, reservation) = {
                    let site = self.site(F::site());
                    let Async { sleep, timeout } = &mut self.wait;
                    let (attempt, number) = (&mut self.attempt, state.attempt());
                    let attempt = timeout.run(attempt, number, &clock, self.policy, sleep);
                    let outcome = state.watched(site, attempt).await;
                    let elapsed = || clock.elapsed();
                    let Some(delay) = self.after(&mut state, F::site(), &outcome, elapsed) else {
                        return outcome;
                    };
                    // Before the outcome is dropped, which may panic.
                    let reservation = state.reserve(self.shared.budget());
                    self.attempt.keep(outcome);
                    (delay, reservation)
                };
                wait_async(delay, |delay| self.wait.sleep.sleep(delay)).await;
                reservation.commit();
            }
        }
    }
}
