//! The waits of async functions in generated code. The traits have messages for the compiler if a
//! wait is not possible.

use core::future::Future;
use core::pin::Pin;
use core::task::Context;
use core::time::Duration;

use super::wait::Holding;
use crate::clock::AsyncClock;
use crate::held::{EndedWait, Gone, Held, Kept};
use crate::pause::Pause;
use crate::wait::{self, Wait, wait_or_cancel_async};
use crate::{AsyncSleep, Timer};

/// The default way for an async call to wait.
pub const TIMER: Timer = Timer;

/// Waits with `sleep = path`, in an async call.
#[inline]
pub fn sleep_async_with<F: Waiting<Kind>, Kind>(
    sleep: impl FnOnce(Duration) -> F,
    delay: Duration,
) -> Wait<F::Future> {
    wait::wait_async(delay, |delay| sleep(delay).waiting())
}

/// Starts to measure a wait of [`sleep_async_with`], if the outcome is kept until its end.
#[inline]
#[must_use]
pub fn begun<K: Measured>(_: &K, delay: Duration) -> K::Begun {
    K::begun(delay)
}

/// The end of a wait of [`sleep_async_with`].
#[inline]
pub fn waited<W: Holding<K, R>, K: Held<R> + Measured, R>(
    waited: &W,
    begun: K::Begun,
    held: K,
) -> EndedWait<K, R> {
    let unwaited = K::unwaited(begun);
    held.after(wait::paused(waited.is_break(), unwaited))
}

/// The measurement of a wait in an async call. The type that holds the outcome decides whether the
/// wait is measured.
pub trait Measured {
    /// The start of the wait and its delay, or nothing if the wait is not measured.
    type Begun;

    fn begun(delay: Duration) -> Self::Begun;

    /// The part of the delay that was not waited for, if it was measured.
    fn unwaited(begun: Self::Begun) -> Option<Duration>;
}

impl<R> Measured for Gone<R> {
    type Begun = ();

    #[inline]
    fn begun(_: Duration) {}

    #[inline]
    fn unwaited((): ()) -> Option<Duration> {
        None
    }
}

impl<R> Measured for Kept<R> {
    type Begun = (AsyncClock, Duration);

    fn begun(delay: Duration) -> Self::Begun {
        (AsyncClock::timed(), delay)
    }

    fn unwaited((begun, delay): Self::Begun) -> Option<Duration> {
        Some(begun.left(delay))
    }
}

/// Waits with `sleep = path` in an async call, until the wait ends or `cancel` is ready.
pub async fn sleep_async_with_cancel<F: Waiting<Kind>, Kind, R>(
    sleep: impl FnOnce(Duration) -> F,
    mut cancel: Pin<&mut impl Future>,
    delay: Duration,
    held: Kept<R>,
) -> EndedWait<Kept<R>, R> {
    let cancelled = |context: &mut Context<'_>| cancel.as_mut().poll(context).map(|_| ());
    let paused = wait_or_cancel_async(delay, |delay| sleep(delay).waiting(), cancelled).await;
    held.after(paused)
}

/// The timer of an attempt, made with `sleep = path`.
#[inline]
pub fn limit_async_with<F: Waiting<Kind>, Kind>(
    sleep: impl FnOnce(Duration) -> F,
    limit: Duration,
) -> Wait<F::Future> {
    wait::limit_async(limit, |limit| sleep(limit).waiting())
}

/// The types that `sleep` may return in an async call.
#[diagnostic::on_unimplemented(
    message = "in an async function, `sleep` must return a future, not `{Self}`",
    label = "not a function from a `Duration` to a future of `()` or `ControlFlow<()>`",
    note = "for example `sleep = tokio::time::sleep`"
)]
pub trait Waiting<Kind> {
    /// The future itself.
    type Future: Future<Output: Pause>;

    fn waiting(self) -> Self::Future;
}

/// The `Kind` of a future.
#[derive(Debug)]
pub enum AFuture {}

impl<F: Future<Output: Pause>> Waiting<AFuture> for F {
    type Future = F;

    #[inline]
    fn waiting(self) -> F {
        self
    }
}

/// The `Kind` of an implementation for no type. With a single implementation, the compiler would
/// assume that every type has it, and report the `.await` of a type that is not a future as a
/// second error. With two implementations, the compiler finds that neither applies.
#[derive(Debug)]
pub enum Nothing {}

/// A trait that no type implements.
pub trait Never {}

impl<N: Never> Waiting<Nothing> for N {
    type Future = core::future::Pending<()>;

    fn waiting(self) -> Self::Future {
        core::future::pending()
    }
}

/// The types that `cancel = expr` of an async function accepts.
#[diagnostic::on_unimplemented(
    message = "in an async function, `cancel` takes a future, and `{Self}` is not a future",
    label = "not a future",
    note = "leave out `.await`; for a `CancelToken`, write `cancel = token.cancelled()`"
)]
pub trait Cancelling<Kind> {
    /// The future itself.
    type Future: Future;

    fn cancelling(self) -> Self::Future;
}

impl<F: Future> Cancelling<AFuture> for F {
    type Future = F;

    fn cancelling(self) -> F {
        self
    }
}

/// A second implementation, for the reason given at [`Nothing`].
impl<N: Never> Cancelling<Nothing> for N {
    type Future = core::future::Pending<()>;

    fn cancelling(self) -> Self::Future {
        core::future::pending()
    }
}

/// The future that cancels an async call.
pub fn cancel_async<F: Cancelling<Kind>, Kind>(future: F) -> F::Future {
    future.cancelling()
}

pub use by_default::{limit_async, sleep_async, sleep_async_cancel};

#[cfg(any(
    feature = "tokio",
    feature = "futures-timer",
    feature = "embassy-time",
    all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")
))]
mod by_default {
    use super::{
        AsyncSleep, Duration, EndedWait, Future, Kept, Pin, sleep_async_with_cancel, wait,
    };
    use crate::timers::timer;

    /// Waits in the default way in an async call, until the delay is over or `cancel` is ready.
    pub fn sleep_async_cancel<T: AsyncSleep, R>(
        _: T,
        cancel: Pin<&mut impl Future>,
        delay: Duration,
        held: Kept<R>,
    ) -> impl Future<Output = EndedWait<Kept<R>, R>> {
        sleep_async_with_cancel(timer, cancel, delay, held)
    }

    /// Waits in the default way, in an async call.
    pub fn sleep_async<T: AsyncSleep>(_: T, delay: Duration) -> impl Future<Output = ()> {
        wait::wait_async(delay, timer)
    }

    /// The timer of an attempt, made in the default way.
    pub fn limit_async<T: AsyncSleep>(_: T, limit: Duration) -> impl Future<Output = ()> {
        wait::limit_async(limit, timer)
    }
}

/// Functions that can't be called, because no type implements the bound.
#[cfg(not(any(
    feature = "tokio",
    feature = "futures-timer",
    feature = "embassy-time",
    all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")
)))]
mod by_default {
    use core::future::{Future, Pending, Ready, pending, ready};

    use super::{AsyncSleep, Duration, EndedWait, Kept, Pin};

    pub fn sleep_async_cancel<T: AsyncSleep, R>(
        _: T,
        _: Pin<&mut impl Future>,
        _: Duration,
        _: Kept<R>,
    ) -> Pending<EndedWait<Kept<R>, R>> {
        pending()
    }

    pub fn sleep_async<T: AsyncSleep>(_: T, _: Duration) -> Ready<()> {
        ready(())
    }

    pub fn limit_async<T: AsyncSleep>(_: T, _: Duration) -> Ready<()> {
        ready(())
    }
}
