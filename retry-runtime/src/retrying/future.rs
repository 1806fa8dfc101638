//! The loop that retries an async closure: attempt, decide, wait. Rules belong in `decide.rs`, not
//! here.

use core::future::Future;
use core::ops::ControlFlow;
#[cfg(feature = "std")]
use core::pin::Pin;
use core::time::Duration;
#[cfg(feature = "std")]
use std::boxed::Box;

use super::{
    After, AsyncAttempt, CallSteps, Lending, Reservation, Retrying, Setting, Shared, StartState,
};
use crate::call::watched;
use crate::clock::AsyncClock;
use crate::cooldown::{CooledAttempt, Cooling};
use crate::error_text::FormatMarker;
use crate::extra::{Injectable, injected};
#[cfg(feature = "std")]
use crate::pause::Kept;
use crate::pause::{Held, Pause, Paused};
#[cfg(feature = "std")]
use crate::timeout::in_time;
use crate::timeout::{AttemptLimit, FromTimeout, not_zero, within_limit};
#[cfg(feature = "std")]
use crate::wait::pause_async;
use crate::wait::{AsyncPause, limit_async, wait_async};
use crate::{Outcome, Policy, Timer};

/// An async call: its way to wait, the limit of an attempt (or `()`), and the future that cancels
/// the call (or `()`).
#[derive(Clone, Copy, Debug)]
pub struct Async<S = Timer, T = (), C = ()> {
    pub(crate) sleep: S,
    pub(crate) timeout: T,
    pub(crate) cancel: C,
}

/// Waits in an async call. This is a macro, because the future of a function would have room for
/// both ways.
macro_rules! wait {
    ($wait:expr, $delay:expr) => {
        if C::IS_MEASURED {
            let Async { sleep, cancel, .. } = &mut $wait;
            cancel.measured(sleep, $delay).await
        } else {
            wait_async($delay, |delay| $wait.sleep.sleep(delay)).await;
            ControlFlow::Continue(None)
        }
    };
}

/// A way to wait: [`Timer`], or [`AsyncSleepFn`].
#[diagnostic::on_unimplemented(
    message = "there is no way to wait in an async call",
    label = "enable the feature `tokio` or `futures-timer` of `retry-runtime`, or give a `sleep`",
    note = "`sleep` takes a function or closure from a `Duration` to a future, for example `smol::Timer::after` with its output dropped"
)]
pub trait AsyncSleeper {
    /// The output of a wait.
    type Pause: AsyncPause;

    /// A future that is ready when the delay is over.
    fn sleep(&mut self, delay: Duration) -> impl Future<Output = Self::Pause>;
}

/// The closure of [`Retrying::sleep`].
#[derive(Clone, Copy, Debug)]
pub struct AsyncSleepFn<N>(pub(crate) N);

impl<N: FnMut(Duration) -> D, D: Future<Output: AsyncPause>> AsyncSleeper for AsyncSleepFn<N> {
    type Pause = D::Output;

    #[inline]
    fn sleep(&mut self, delay: Duration) -> impl Future<Output = D::Output> {
        self.0(delay)
    }
}

/// An async call with a `sleep`.
type Sleeping<N, T, C> = Async<AsyncSleepFn<N>, T, C>;

/// An async call with a `cancel`.
#[cfg(feature = "std")]
type Cancelling<V, T, N> = Async<V, T, CancelOn<N>>;

/// The wait of a call. A [`CancelOn`] can cut it short; `()` can't.
pub trait AsyncWait<S: AsyncSleeper> {
    /// The type that holds the outcome of the call during a wait.
    type Held<R>: Held<R>;

    /// True if a wait can end early.
    const IS_MEASURED: bool;

    /// Waits, and measures the time, if a wait can end early.
    fn measured(&mut self, sleeper: &mut S, delay: Duration) -> impl Future<Output = Paused>;
}

impl<S: AsyncSleeper> AsyncWait<S> for () {
    type Held<R> = <S::Pause as Pause>::Held<R>;

    const IS_MEASURED: bool = S::Pause::IS_MEASURED;

    #[inline]
    fn measured(&mut self, sleeper: &mut S, delay: Duration) -> impl Future<Output = Paused> {
        S::Pause::measured(delay, |delay| sleeper.sleep(delay))
    }
}

/// The future of [`Retrying::cancel`].
#[cfg(feature = "std")]
#[derive(Debug)]
pub struct CancelOn<C>(Pin<Box<C>>);

#[cfg(feature = "std")]
impl<S: AsyncSleeper, C: Future> AsyncWait<S> for CancelOn<C> {
    type Held<R> = Kept<R>;

    const IS_MEASURED: bool = true;

    fn measured(&mut self, sleeper: &mut S, delay: Duration) -> impl Future<Output = Paused> {
        let cancel = &mut self.0;
        pause_async(
            delay,
            |delay| sleeper.sleep(delay),
            |context| cancel.as_mut().poll(context).map(|_| ()),
        )
    }
}

impl Async {
    pub(crate) const DEFAULT: Self = Self {
        sleep: Timer,
        timeout: (),
        cancel: (),
    };

    /// An async call that waits in the default way, with a limit on each attempt if there is one.
    pub(crate) const fn limited<E>(limit: Option<AttemptLimit<E>>) -> LimitedAsync<Timer, E> {
        Async {
            sleep: Timer,
            timeout: limit,
            cancel: (),
        }
    }
}

impl Policy {
    /// Retries an async closure, or a closure that returns a future, with this policy, as
    /// `#[retry]` retries an async function. Every `Err` and `None` is retried, unless a method
    /// such as [`when`](Retrying::when) judges it. Nothing runs until the future of
    /// [`call`](Retrying::call) is awaited.
    ///
    /// Each attempt is a fresh future. If the future of `call` is dropped, the attempt or the delay
    /// in progress is cancelled, and no other attempt is made.
    ///
    /// The call waits with tokio's timer (feature `tokio`), with a timer that needs no runtime
    /// (feature `futures-timer`), or with the function given to [`sleep`](Retrying::sleep).
    ///
    /// If the closure needs the number of its attempt or the last error, see
    /// [`retry_async_with`](Self::retry_async_with).
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
    /// The returned future can't borrow from the closure itself. If an async closure changes or
    /// owns its captures, the compiler says "async closure does not implement `FnMut`": use
    /// [`retry_async_mut`](Self::retry_async_mut) for it.
    #[inline]
    pub fn retry_async<F, D>(&self, attempt: F) -> Retrying<'_, F, D::Output, Async>
    where
        F: FnMut() -> D,
        D: Future<Output: Outcome>,
    {
        Retrying::new(self, (), attempt, Async::DEFAULT)
    }

    /// Like [`retry_async`](Self::retry_async), for an async closure that changes or owns its
    /// captures.
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
    /// If such a closure borrows from outside, the compiler can't yet prove that its future is
    /// [`Send`]. A task that can move between threads is then refused with "implementation of
    /// `Send` is not general enough" or "higher-ranked lifetime error". If the closure can own its
    /// captures, write `async move`. If it uses `&mut self` or another `&mut` argument, annotate a
    /// method instead:
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

impl<'p, F, R: Outcome, V, T, C, X, S, B> Retrying<'p, F, R, Async<V, T, C>, X, S, B> {
    /// Sets the function that waits: a function or closure that takes the delay and returns a
    /// future.
    ///
    /// The future's output is nothing or a [`ControlFlow`]. A `Break` cancels the call; see
    /// [`cancel`](Self::cancel). If the output is a `ControlFlow`, the wait is measured, and counts
    /// as long as it lasted. If the output is nothing, the whole delay counts, even if the future
    /// ended early.
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
    pub fn sleep<N, D>(self, sleep: N) -> Retrying<'p, F, R, Sleeping<N, T, C>, X, S, B>
    where
        N: FnMut(Duration) -> D,
        D: Future<Output: AsyncPause>,
    {
        self.waiting(|wait| Async {
            sleep: AsyncSleepFn(sleep),
            timeout: wait.timeout,
            cancel: wait.cancel,
        })
    }

    /// Lets a future cancel the call. The future can have any output, and is polled only during
    /// delays. A cancel cuts the delay in progress short, and no other attempt is made. The call
    /// returns its last outcome, and the reason is [`Cancelled`](crate::Reason::Cancelled).
    ///
    /// A running attempt is not interrupted; to end it too, drop the call's future. A call that is
    /// cancelled before its first attempt still makes that attempt, since it has no outcome to
    /// return before.
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let policy: Policy = "max = unlimited, base_delay = 1h, max_delay = 1d".parse().unwrap();
    /// let outcome = policy
    ///     .retry_async(async || Err::<(), _>("unreachable"))
    ///     .cancel(tokio::time::sleep(Duration::from_secs(5))) // or `tokio::signal::ctrl_c()`
    ///     .call()
    ///     .await;
    /// assert_eq!(outcome, Err("unreachable"));
    /// # }) }
    /// ```
    #[cfg(feature = "std")]
    #[inline]
    pub fn cancel<N: Future>(self, cancel: N) -> Retrying<'p, F, R, Cancelling<V, T, N>, X, S, B> {
        self.waiting(|wait| Async {
            sleep: wait.sleep,
            timeout: wait.timeout,
            cancel: CancelOn(Box::pin(cancel)),
        })
    }

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

/// An async call with a limit on each attempt, if there is one.
pub(crate) type LimitedAsync<S, E> = Async<S, Option<AttemptLimit<E>>>;

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

/// An async call, as [`RunAsync`] runs it.
pub trait AsyncCall: Sized {
    /// The outcome of the call.
    type Output;

    /// The clock of a call that begins now. It is read if the call needs the time.
    fn clock(&self) -> AsyncClock;

    /// Waits while a cooldown holds back the first attempt.
    fn cool(
        &mut self,
        cooling: &mut impl CooledAttempt,
        clock: &mut AsyncClock,
    ) -> impl Future<Output = ()>;

    /// Makes attempts until the call ends.
    fn run(self, clock: impl FnOnce(&Self) -> AsyncClock) -> impl Future<Output = Self::Output>;
}

/// The way to run an async call: without a cooldown, or with a cooldown.
pub trait RunAsync {
    /// Runs the call.
    fn run<T: AsyncCall>(call: T) -> impl Future<Output = T::Output>;
}

// Without a cooldown there is no first wait, so the future has no room for one.
impl RunAsync for Cooling<0> {
    #[inline]
    fn run<T: AsyncCall>(call: T) -> impl Future<Output = T::Output> {
        call.run(T::clock)
    }
}

impl RunAsync for Cooling<1> {
    async fn run<T: AsyncCall>(mut call: T) -> T::Output {
        let mut clock = call.clock();
        call.cool(&mut Self::start(), &mut clock).await;
        call.run(move |_| clock).await
    }
}

/// True if attempts keep the last error.
#[cfg(feature = "std")]
fn is_keeper<A: AsyncAttempt<R>, R>(_: &A) -> bool {
    A::KEEPS_ERROR
}

impl<F, R, V, T, C, X, S, B> Retrying<'_, F, R, Async<V, T, C>, X, S, B>
where
    F: AsyncAttempt<R>,
    R: Outcome,
{
    /// Makes attempts until one succeeds or the policy gives up, and returns the last outcome
    /// unchanged. There is no delay after the last attempt.
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
    /// If a closure, an observer or the function that waits panics. The call catches no panic. A
    /// [`Timer`] also panics if it [can't wait](Timer#panics).
    // The bounds are on the method, not on the `impl`, so that the compiler names the bound that
    // does not hold instead of saying that there is no such method.
    #[inline]
    pub fn call(self) -> impl Future<Output = R>
    where
        V: AsyncSleeper,
        C: AsyncWait<V>,
        T: LimitAttempt<R>,
        X: Setting<R>,
        R::Error: Injectable,
        S: FormatMarker<R::Error>,
        B: Shared<R::Error>,
    {
        B::Cooling::run(self)
    }
}

impl<F, R, V, T, C, X, S, B> AsyncCall for Retrying<'_, F, R, Async<V, T, C>, X, S, B>
where
    F: AsyncAttempt<R>,
    R: Outcome<Error: Injectable>,
    V: AsyncSleeper,
    C: AsyncWait<V>,
    T: LimitAttempt<R>,
    X: Setting<R>,
    S: FormatMarker<R::Error>,
    B: Shared<R::Error>,
{
    type Output = R;

    fn clock(&self) -> AsyncClock {
        let is_timed = F::IS_TIMED || self.wait.timeout.call_limit().is_some();
        AsyncClock::start(is_timed, self.policy)
    }

    async fn cool(&mut self, cooling: &mut impl CooledAttempt, clock: &mut AsyncClock) {
        let (policy, call_limit) = (self.policy, self.wait.timeout.call_limit());
        while let Some(delay) = cooling.next_delay(self.shared.cooldown(), policy, || {
            call_limit.map(|limit| clock.left(limit))
        }) {
            let is_cancelled = wait!(self.wait, delay).is_break();
            clock.begin_attempt(policy);
            if is_cancelled {
                break;
            }
        }
    }

    #[allow(
        clippy::manual_async_fn,
        reason = "the future of an `async fn` would hold `self` twice"
    )]
    #[inline]
    fn run(mut self, clock: impl FnOnce(&Self) -> AsyncClock) -> impl Future<Output = R> {
        async move {
            let mut clock = clock(&self);
            let mut state = B::State::<X::State<StartState>>::default();
            let mut cooling = B::Cooling::start();
            loop {
                // A block, because the future holds a borrowed variable until the end of its scope.
                let (mut delay, reservation, mut held) = {
                    let number = state.attempt();
                    let outcome = 'attempt: {
                        // Not a `match`, which would hold the outcome while the attempt runs.
                        if let Some(outcome) = injected(|| self.full_site(F::site())) {
                            break 'attempt outcome;
                        }
                        let site = self.site(F::site());
                        let Async { sleep, timeout, .. } = &mut self.wait;
                        let attempt =
                            timeout.run(&mut self.attempt, number, &clock, self.policy, sleep);
                        watched(
                            state.watching().map(|call| &mut call.watch),
                            number,
                            site,
                            attempt,
                        )
                        .await
                    };
                    if self.wait.timeout.is_cut() {
                        self.cut_off(&mut state, F::site(), &outcome);
                        return self.end(&state, outcome);
                    }
                    let limited;
                    let policy = match self.wait.timeout.call_limit() {
                        None => self.policy,
                        Some(limit) => {
                            limited = clock.within(self.policy, limit);
                            &limited
                        }
                    };
                    let elapsed = || clock.lap_if_timed(policy, number);
                    let after = After {
                        site: F::site(),
                        policy,
                        repeatable: self.attempt.is_repeatable(),
                    };
                    let Some(delay) =
                        self.after(&mut state, &mut cooling, &after, &outcome, elapsed)
                    else {
                        return self.end(&state, outcome);
                    };
                    // Reserved before the outcome is dropped, because the drop may panic.
                    let reservation = state.reserve(self.shared.budget());
                    let held = C::Held::<R>::hold(outcome, |outcome| {
                        self.wait.timeout.keep(&mut self.attempt, outcome);
                    });
                    (delay, reservation, held)
                };
                let ended = loop {
                    // First, since the future would hold `held` twice.
                    let paused = wait!(self.wait, delay);
                    let ended = held.after(paused);
                    let call_limit = self.wait.timeout.call_limit();
                    let time_left = || call_limit.map(|limit| clock.left(limit));
                    match cooling.after_wait(ended, self.shared.cooldown(), self.policy, time_left)
                    {
                        ControlFlow::Continue(next) => (delay, held) = next,
                        ControlFlow::Break(ended) => break ended,
                    }
                };
                match ended {
                    ControlFlow::Continue((held, unwaited)) => {
                        reservation.commit();
                        state.cut(unwaited);
                        held.release(|outcome| {
                            self.wait.timeout.keep(&mut self.attempt, outcome);
                        });
                    }
                    ControlFlow::Break((outcome, unwaited)) => {
                        drop(reservation);
                        self.cancelled(&mut state, F::site(), &outcome, unwaited);
                        return self.end(&state, outcome);
                    }
                }
                clock.begin_attempt(self.policy);
            }
        }
    }
}
