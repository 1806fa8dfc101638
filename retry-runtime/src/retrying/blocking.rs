//! The loop that retries a closure and blocks its thread: attempt, decide, wait. Rules belong in
//! `decide.rs`, not here.

use core::ops::ControlFlow;
use core::time::Duration;

use super::{
    After, BlockingAttempt, CallSteps, Reservation, Retrying, Setting, Shared, StartState,
};
#[cfg(feature = "std")]
use crate::CancelToken;
use crate::call::Running;
use crate::clock::Clock;
use crate::cooldown::CooledAttempt;
use crate::error_text::FormatMarker;
use crate::extra::{Injectable, injected};
#[cfg(feature = "std")]
use crate::pause::Kept;
use crate::pause::{Held, Pause, Paused};
use crate::wait::pause;
use crate::{Outcome, Policy, Thread};

/// A blocking call: its way to wait, and the token that cancels it or `()`.
#[derive(Clone, Copy, Debug)]
pub struct Blocking<S = Thread, C = ()> {
    sleep: S,
    cancel: C,
}

impl Blocking {
    pub(super) const DEFAULT: Self = Self {
        sleep: Thread,
        cancel: (),
    };
}

impl<S: Sleeper, C: BlockingWait<S>> Blocking<S, C> {
    #[inline]
    fn pause(&mut self, delay: Duration) -> Paused {
        self.cancel.pause(&mut self.sleep, delay)
    }
}

/// A way to wait: [`Thread`], or [`SleepFn`].
#[diagnostic::on_unimplemented(
    message = "there is no way to wait: a thread can't sleep without the feature `std` of `retry-runtime`",
    label = "give a `sleep`, or enable the feature `std`"
)]
pub trait Sleeper {
    /// The return type of a wait.
    type Pause: Pause;

    /// Waits for the delay.
    fn sleep(&mut self, delay: Duration) -> Self::Pause;

    /// Waits until the delay is over. If this sleeper can be interrupted, a cancel of the token
    /// ends the wait early.
    #[cfg(feature = "std")]
    fn pause_until(&mut self, delay: Duration, token: &CancelToken) -> Paused {
        let is_cancelled = || token.is_cancelled();
        pause(delay, |delay| self.sleep(delay), Some(&is_cancelled))
    }
}

#[cfg(feature = "std")]
impl Sleeper for Thread {
    type Pause = ();

    #[inline]
    fn sleep(&mut self, delay: Duration) {
        std::thread::sleep(delay);
    }

    fn pause_until(&mut self, delay: Duration, token: &CancelToken) -> Paused {
        let is_cancelled = || token.is_cancelled();
        pause(delay, |delay| token.sleep(delay), Some(&is_cancelled))
    }
}

/// The closure of [`Retrying::sleep`].
#[derive(Clone, Copy, Debug)]
pub struct SleepFn<N>(N);

impl<N: FnMut(Duration) -> W, W: Pause> Sleeper for SleepFn<N> {
    type Pause = W;

    #[inline]
    fn sleep(&mut self, delay: Duration) -> W {
        self.0(delay)
    }
}

/// The wait of a call. A [`CancelToken`] can cut it short; `()` can't.
pub trait BlockingWait<S: Sleeper> {
    /// The type that holds the outcome of the call during a wait.
    type Held<R>: Held<R>;

    /// Waits for the delay.
    fn pause(&self, sleeper: &mut S, delay: Duration) -> Paused;
}

impl<S: Sleeper> BlockingWait<S> for () {
    type Held<R> = <S::Pause as Pause>::Held<R>;

    #[inline]
    fn pause(&self, sleeper: &mut S, delay: Duration) -> Paused {
        pause(delay, |delay| sleeper.sleep(delay), None)
    }
}

#[cfg(feature = "std")]
impl<S: Sleeper> BlockingWait<S> for &CancelToken {
    type Held<R> = Kept<R>;

    fn pause(&self, sleeper: &mut S, delay: Duration) -> Paused {
        sleeper.pause_until(delay, self)
    }
}

impl Policy {
    /// Retries a closure with this policy, as `#[retry]` retries a function. Every `Err` and `None`
    /// is retried, unless a method such as [`when`](Retrying::when) judges it. Nothing runs until
    /// [`call`](Retrying::call). If the closure needs the number of its attempt or the last
    /// error, see [`retry_with`](Self::retry_with).
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
    /// The compiler warns about a call without `.call()`, since it does nothing:
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

impl<'p, F, R: Outcome, V, C, X, S, B> Retrying<'p, F, R, Blocking<V, C>, X, S, B> {
    /// Sets the function that waits, in place of [`std::thread::sleep`].
    ///
    /// The closure returns nothing or a [`ControlFlow`]. A `Break` cancels the call; see
    /// [`cancel`](Self::cancel). If the closure returns a `ControlFlow`, the wait is measured, and
    /// counts as long as it lasted. If it returns nothing, the whole delay counts, even if the
    /// closure ended early.
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
    pub fn sleep<N, W>(self, sleep: N) -> Retrying<'p, F, R, Blocking<SleepFn<N>, C>, X, S, B>
    where
        N: FnMut(Duration) -> W,
        W: Pause,
    {
        self.waiting(|wait| Blocking {
            sleep: SleepFn(sleep),
            cancel: wait.cancel,
        })
    }

    /// Lets a token cancel the call. A cancel cuts the delay in progress short, and no other
    /// attempt is made. The call returns its last outcome, and the reason is
    /// [`Cancelled`](crate::Reason::Cancelled).
    ///
    /// A running attempt is not interrupted. A call that is cancelled before its first attempt
    /// still makes that attempt, since it has no outcome to return before. A [`sleep`](Self::sleep)
    /// of your own is not cut short: the call checks the token before and after it.
    ///
    /// ```
    /// use std::thread;
    /// use std::time::Duration;
    /// use retry_runtime::{CancelToken, Policy};
    ///
    /// let policy: Policy = "max = unlimited, base_delay = 1h, max_delay = 1d".parse().unwrap();
    /// let stop = CancelToken::new();
    /// thread::scope(|scope| {
    ///     let call = policy.retry(|| Err::<(), _>("unreachable")).cancel(&stop);
    ///     let worker = scope.spawn(|| call.call());
    ///     stop.cancel();
    ///     assert_eq!(worker.join().unwrap(), Err("unreachable"));
    /// });
    /// ```
    #[cfg(feature = "std")]
    #[inline]
    pub fn cancel(
        self,
        token: &CancelToken,
    ) -> Retrying<'p, F, R, Blocking<V, &CancelToken>, X, S, B> {
        self.waiting(|wait| Blocking {
            sleep: wait.sleep,
            cancel: token,
        })
    }
}

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
            let elapsed = || clock.lap_if_timed(policy, number);
            let after = After {
                site: F::site(),
                policy,
                repeatable: true,
            };
            let Some(mut delay) = self.after(&mut state, &mut cooling, &after, &outcome, elapsed)
            else {
                return self.end(&state, outcome);
            };
            // Reserved before the outcome is dropped, because the drop may panic.
            let reservation = state.reserve(self.shared.budget());
            let mut held = C::Held::<R>::hold(outcome, |outcome| self.attempt.keep(outcome));
            let ended = loop {
                let ended = held.after(self.wait.pause(delay));
                match cooling.after_wait(ended, self.shared.cooldown(), policy, || None) {
                    ControlFlow::Continue(next) => (delay, held) = next,
                    ControlFlow::Break(ended) => break ended,
                }
            };
            match ended {
                ControlFlow::Continue((held, unwaited)) => {
                    reservation.commit();
                    state.cut(unwaited);
                    held.release(|outcome| self.attempt.keep(outcome));
                }
                ControlFlow::Break((outcome, unwaited)) => {
                    drop(reservation);
                    self.cancelled(&mut state, F::site(), &outcome, unwaited);
                    return self.end(&state, outcome);
                }
            }
            clock.begin_attempt(policy);
        }
    }
}
