//! The waits of a blocking call: its sleeper, and the token that cancels it.

use core::time::Duration;

use super::Retrying;
#[cfg(feature = "std")]
use crate::CancelToken;
#[cfg(feature = "std")]
use crate::held::Kept;
use crate::held::{Held, Paused};
use crate::pause::Pause;
use crate::wait::wait_or_cancel;
use crate::{Outcome, Thread};

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
    pub(super) fn pause(&mut self, delay: Duration) -> Paused {
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
        wait_or_cancel(delay, |delay| self.sleep(delay), Some(&is_cancelled))
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
        wait_or_cancel(delay, |delay| token.sleep(delay), Some(&is_cancelled))
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
        wait_or_cancel(delay, |delay| sleeper.sleep(delay), None)
    }
}

#[cfg(feature = "std")]
impl<S: Sleeper> BlockingWait<S> for &CancelToken {
    type Held<R> = Kept<R>;

    fn pause(&self, sleeper: &mut S, delay: Duration) -> Paused {
        sleeper.pause_until(delay, self)
    }
}

impl<'p, F, R: Outcome, V, C, X, S, B> Retrying<'p, F, R, Blocking<V, C>, X, S, B> {
    /// Sets the function that waits, in place of [`std::thread::sleep`].
    ///
    /// The closure returns nothing or a [`ControlFlow`](core::ops::ControlFlow). A `Break` cancels
    /// the call; see [`cancel`](Self::cancel). If the closure returns a `ControlFlow`, the wait is
    /// measured, and counts as long as it lasted. If it returns nothing, the whole delay counts,
    /// even if the closure ended early.
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
