//! The waits of an async call: its sleeper, and the future that cancels it.

use core::future::Future;
#[cfg(feature = "std")]
use core::pin::Pin;
use core::time::Duration;
#[cfg(feature = "std")]
use std::boxed::Box;

use super::Retrying;
#[cfg(feature = "std")]
use crate::held::Kept;
use crate::held::{Held, Paused};
use crate::pause::Pause;
use crate::timeout::AttemptLimit;
use crate::wait::AsyncPause;
#[cfg(feature = "std")]
use crate::wait::wait_or_cancel_async;
use crate::{Outcome, Timer};

/// An async call: its way to wait, the limit of an attempt (or `()`), and the future that cancels
/// the call (or `()`).
#[derive(Clone, Copy, Debug)]
pub struct Async<S = Timer, T = (), C = ()> {
    pub(crate) sleep: S,
    pub(crate) timeout: T,
    pub(crate) cancel: C,
}

/// An async call with a limit on each attempt, if there is one.
pub(crate) type LimitedAsync<S, E> = Async<S, Option<AttemptLimit<E>>>;

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
        wait_or_cancel_async(
            delay,
            |delay| sleeper.sleep(delay),
            |context| cancel.as_mut().poll(context).map(|_| ()),
        )
    }
}

impl<'p, F, R: Outcome, V, T, C, X, S, B> Retrying<'p, F, R, Async<V, T, C>, X, S, B> {
    /// Sets the function that waits: a function or closure that takes the delay and returns a
    /// future.
    ///
    /// The future's output is nothing or a [`ControlFlow`](core::ops::ControlFlow). A `Break`
    /// cancels the call; see [`cancel`](Self::cancel). If the output is a `ControlFlow`, the wait is
    /// measured, and counts as long as it lasted. If the output is nothing, the whole delay counts,
    /// even if the future ended early.
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
}
