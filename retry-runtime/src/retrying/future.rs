//! The loop that retries an async closure: attempt, decide, wait. Rules belong in `decide.rs`, not
//! here.

use core::future::Future;
use core::ops::ControlFlow;

use super::Retrying;
use super::after_attempt::EndedAttempt;
use super::async_wait::{Async, AsyncSleeper, AsyncWait};
use super::attempt::AsyncAttempt;
use super::attempt_timeout::LimitAttempt;
use super::settings::Setting;
use super::shared::Shared;
use crate::Outcome;
use crate::call::{Reservation, Watch, watched};
use crate::clock::AsyncClock;
use crate::cooldown::{CooledAttempt, Cooling};
use crate::error_text::FormatMarker;
use crate::extra::{Injectable, injected};
use crate::held::Held;
use crate::steps::{CallSteps, StartState};
use crate::wait::wait_async;

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
    fn run(
        self,
        clock: impl FnOnce(&Self) -> AsyncClock,
        cooling: impl CooledAttempt,
    ) -> impl Future<Output = Self::Output>;
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
        call.run(T::clock, Self::start())
    }
}

impl RunAsync for Cooling<1> {
    async fn run<T: AsyncCall>(mut call: T) -> T::Output {
        let (mut clock, mut cooling) = (call.clock(), Self::start());
        call.cool(&mut cooling, &mut clock).await;
        call.run(move |_| clock, cooling).await
    }
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
    /// [`Timer`](crate::Timer) also panics if it [can't wait](crate::Timer#panics).
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
                cooling.cancel();
                break;
            }
        }
    }

    #[allow(
        clippy::manual_async_fn,
        reason = "the future of an `async fn` would hold `self` twice"
    )]
    #[inline]
    fn run(
        mut self,
        clock: impl FnOnce(&Self) -> AsyncClock,
        mut cooling: impl CooledAttempt,
    ) -> impl Future<Output = R> {
        async move {
            let mut clock = clock(&self);
            let mut state = B::State::<X::State<StartState>>::default();
            loop {
                // A block, because the future holds a borrowed variable until the end of its scope.
                let (mut delay, reservation, mut held) = {
                    let number = state.attempt();
                    let outcome = 'attempt: {
                        // Not a `match`, which would hold the outcome while the attempt runs.
                        if let Some(outcome) = injected(|| self.full_site(F::site())) {
                            if let Some(watch) = state.watching() {
                                *watch = Watch::NEW;
                            }
                            break 'attempt outcome;
                        }
                        let site = self.site(F::site());
                        let Async { sleep, timeout, .. } = &mut self.wait;
                        let attempt =
                            timeout.run(&mut self.attempt, number, &clock, self.policy, sleep);
                        watched(state.watching(), number, site, attempt).await
                    };
                    if self.wait.timeout.is_cut() {
                        self.cut_off(&mut state, F::site(), &outcome);
                        return self.end(&state, outcome);
                    }
                    let (policy, call_limit) = (self.policy, self.wait.timeout.call_limit());
                    let time = || match call_limit {
                        None => (clock.lap_if_timed(policy, number), None),
                        // `within` depends on the lap.
                        Some(limit) => {
                            let elapsed = clock.lap(policy, number);
                            (elapsed, Some(clock.within(policy, limit)))
                        }
                    };
                    let attempt = EndedAttempt {
                        site: F::site(),
                        repeatable: self.attempt.is_repeatable(),
                    };
                    let Some(delay) = self.after(&mut state, &mut cooling, attempt, &outcome, time)
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
                    let paused = if cooling.is_cancelled() {
                        ControlFlow::Break(delay)
                    } else {
                        wait!(self.wait, delay)
                    };
                    let ended = held.after(paused);
                    let call_limit = self.wait.timeout.call_limit();
                    let time_left = || call_limit.map(|limit| clock.left(limit));
                    match cooling.after_wait(ended, self.shared.cooldown(), self.policy, time_left)
                    {
                        ControlFlow::Continue(next) => (delay, held) = next,
                        ControlFlow::Break(ended) => break ended,
                    }
                };
                reservation.settle(ended.is_continue());
                let keep = |call: &mut Self, outcome| {
                    call.wait.timeout.keep(&mut call.attempt, outcome);
                };
                if let Some(outcome) = self.after_wait(&mut state, F::site(), ended, keep) {
                    return outcome;
                }
                clock.begin_attempt(self.policy);
            }
        }
    }
}
