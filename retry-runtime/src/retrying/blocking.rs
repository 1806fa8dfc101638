//! The closure loop that blocks its thread: attempt, decide, wait. No rule may
//! live here.

use core::time::Duration;

use super::{BlockingAttempt, ClosureState, Reservation, Retrying, Setting, Shared, StartState};
use crate::call::Running;
use crate::clock::Clock;
use crate::error_text::FormatMarker;
use crate::wait::wait;
use crate::{Outcome, Policy, Sleep, Thread};

/// A blocking call: its way to wait.
#[derive(Clone, Copy, Debug)]
pub struct Blocking<S = Thread> {
    sleep: S,
}

impl Blocking {
    pub(super) const DEFAULT: Self = Self { sleep: Thread };
}

impl Policy {
    /// Retries a closure by this policy, as `#[retry]` retries a function.
    ///
    /// Nothing runs until [`call`](Retrying::call).
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// const POLICY: Policy = Policy::builder().base_delay(Duration::from_millis(1)).build();
    ///
    /// let mut calls = 0;
    /// let outcome = POLICY
    ///     .retry(|| {
    ///         calls += 1;
    ///         if calls < 3 { Err("not yet") } else { Ok("done") }
    ///     })
    ///     .call();
    /// assert_eq!((outcome, calls), (Ok("done"), 3));
    /// ```
    ///
    /// Without `.call()` nothing runs, and the compiler says so:
    ///
    /// ```compile_fail
    /// #![deny(unused_must_use)]
    /// # use retry_runtime::Policy;
    /// Policy::default().retry(|| Some(1));
    /// ```
    #[inline]
    pub fn retry<F, R>(&self, attempt: F) -> Retrying<'_, F, R, Blocking>
    where
        F: FnMut() -> R,
        R: Outcome,
    {
        Retrying::new(self, (), attempt, Blocking::DEFAULT)
    }
}

impl<'p, F, R: Outcome, V, X, S, B> Retrying<'p, F, R, Blocking<V>, X, S, B> {
    /// Sets the way to wait, in place of [`std::thread::sleep`].
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let mut delays = Vec::new();
    /// let outcome = Policy::default()
    ///     .retry(|| None::<()>)
    ///     .sleep(|delay| delays.push(delay.as_millis()))
    ///     .call();
    /// assert_eq!(outcome, None);
    /// assert_eq!(delays, [100, 200, 400]);
    /// ```
    #[inline]
    pub fn sleep<N: FnMut(Duration)>(self, sleep: N) -> Retrying<'p, F, R, Blocking<N>, X, S, B> {
        self.waiting(|_| Blocking { sleep })
    }
}

impl<F, R, V, X, S, B> Retrying<'_, F, R, Blocking<V>, X, S, B>
where
    F: BlockingAttempt<R>,
    R: Outcome,
{
    /// Attempts until success or until the policy gives up, and returns the
    /// last outcome, unchanged. There is no sleep after the last attempt.
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
    /// If a closure, an observer or the way to wait panics; nothing is caught.
    // The bounds stand here so that the compiler names the bound that does not hold, and
    // does not say that there is no such method.
    #[inline]
    pub fn call(mut self) -> R
    where
        V: Sleep,
        X: Setting<R>,
        S: FormatMarker<R::Error>,
        B: Shared<R::Error>,
    {
        let clock = Clock::start(F::IS_TIMED, self.policy);
        let mut state = B::State::<X::State<StartState>>::default();
        loop {
            let number = state.attempt();
            let running = Running::start(self.site(F::site()), number);
            let outcome = self.attempt.attempt(number, &clock, self.policy);
            state.end(running);
            let elapsed = || clock.elapsed();
            let Some(delay) = self.after(&mut state, F::site(), &outcome, elapsed) else {
                return outcome;
            };
            // Before the outcome is dropped, which may panic.
            let reservation = state.reserve(self.shared.budget());
            self.attempt.keep(outcome);
            wait(delay, |delay| self.wait.sleep.sleep(delay));
            reservation.commit();
        }
    }
}
