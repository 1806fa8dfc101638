//! The loop that retries a closure and blocks its thread: attempt, decide, wait. Rules belong in
//! `decide.rs`, not here.

use core::ops::ControlFlow;

use super::Retrying;
use super::after_attempt::EndedAttempt;
use super::attempt::BlockingAttempt;
use super::blocking_wait::{Blocking, BlockingWait, Sleeper};
use super::settings::Setting;
use super::shared::Shared;
use crate::Outcome;
use crate::call::{Reservation, Running};
use crate::clock::Clock;
use crate::cooldown::CooledAttempt;
use crate::error_text::FormatMarker;
use crate::extra::{Injectable, injected};
use crate::held::Held;
use crate::steps::{CallSteps, StartState};

impl<F, R, V, C, X, S, B> Retrying<'_, F, R, Blocking<V, C>, X, S, B>
where
    F: BlockingAttempt<R>,
    R: Outcome,
{
    /// Makes attempts until one succeeds or the policy gives up, and returns the last outcome
    /// unchanged. There is no delay after the last attempt.
    ///
    /// With the feature `test-util`, the error type must be `'static`, because tests can inject
    /// errors.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let (mut calls, mut delays) = (0, 0);
    /// let outcome = Policy::builder()
    ///     .max(2)
    ///     .build()
    ///     .retry(|| {
    ///         calls += 1;
    ///         Err::<(), _>(format!("call {calls}: no answer"))
    ///     })
    ///     .sleep(|_| delays += 1)
    ///     .call();
    /// assert_eq!(outcome, Err("call 3: no answer".to_owned()));
    /// assert_eq!(delays, 2);
    /// ```
    ///
    /// # Panics
    ///
    /// If a closure, an observer or the function that waits panics. The call catches no panic.
    // The bounds are on the method, not on the `impl`, so that the compiler names the bound that
    // does not hold instead of saying that there is no such method.
    #[inline]
    pub fn call(mut self) -> R
    where
        V: Sleeper,
        C: BlockingWait<V>,
        X: Setting<R>,
        R::Error: Injectable,
        S: FormatMarker<R::Error>,
        B: Shared<R::Error>,
    {
        let mut clock = Clock::start(F::IS_TIMED, self.policy);
        let mut state = B::State::<X::State<StartState>>::default();
        let mut cooling = B::Cooling::start();
        let policy = self.policy;
        while let Some(delay) = cooling.next_delay(self.shared.cooldown(), policy, || None) {
            let is_cancelled = self.wait.pause(delay).is_break();
            clock.begin_attempt(policy);
            if is_cancelled {
                cooling.cancel();
                break;
            }
        }
        loop {
            let number = state.attempt();
            let running = Running::start(self.site(F::site()), number);
            let outcome = match injected(|| self.full_site(F::site())) {
                Some(outcome) => outcome,
                None => self.attempt.attempt(number, &clock, policy),
            };
            state.end(running);
            let time = || (clock.lap_if_timed(policy, number), None);
            let attempt = EndedAttempt {
                site: F::site(),
                repeatable: true,
            };
            let Some(mut delay) = self.after(&mut state, &mut cooling, attempt, &outcome, time)
            else {
                return self.end(&state, outcome);
            };
            // Reserved before the outcome is dropped, because the drop may panic.
            let reservation = state.reserve(self.shared.budget());
            let mut held = C::Held::<R>::hold(outcome, |outcome| self.attempt.keep(outcome));
            let ended = loop {
                let ended = held.after(if cooling.is_cancelled() {
                    ControlFlow::Break(delay)
                } else {
                    self.wait.pause(delay)
                });
                match cooling.after_wait(ended, self.shared.cooldown(), policy, || None) {
                    ControlFlow::Continue(next) => (delay, held) = next,
                    ControlFlow::Break(ended) => break ended,
                }
            };
            reservation.settle(ended.is_continue());
            let keep = |call: &mut Self, outcome| call.attempt.keep(outcome);
            if let Some(outcome) = self.after_wait(&mut state, F::site(), ended, keep) {
                return outcome;
            }
            clock.begin_attempt(policy);
        }
    }
}
