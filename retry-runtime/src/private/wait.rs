//! Waiting as generated code asks for it, with words for the compiler to say if it can't.

use core::future::Future;
use core::time::Duration;

use crate::wait::{self, Wait};
use crate::{AsyncSleep, Sleep, Thread, Timer};

/// The default way for a blocking call to wait.
pub const THREAD: Thread = Thread;
/// The default way for an async call to wait.
pub const TIMER: Timer = Timer;

/// Waits by default. Generic, so that a missing way to wait is an error of the
/// annotated function.
pub fn sleep(mut thread: impl Sleep, delay: Duration) {
    wait::wait(delay, |delay| thread.sleep(delay));
}

/// Waits by `sleep = path`. The bound makes the compiler reject a path that
/// returns a future, which a blocking call would not await.
pub fn sleep_with(sleep: impl FnOnce(Duration), delay: Duration) {
    wait::wait(delay, sleep);
}

#[cfg(any(
    feature = "tokio",
    feature = "futures-timer",
    feature = "embassy-time",
    all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")
))]
pub use timed::{limit_async, sleep_async};
#[cfg(not(any(
    feature = "tokio",
    feature = "futures-timer",
    feature = "embassy-time",
    all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")
)))]
pub use untimed::{limit_async, sleep_async};

#[cfg(any(
    feature = "tokio",
    feature = "futures-timer",
    feature = "embassy-time",
    all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")
))]
mod timed {
    use super::{AsyncSleep, Duration, Future, wait};
    use crate::extra::timers::timer;

    /// Waits by default, in an async call.
    pub fn sleep_async<T: AsyncSleep>(_: T, delay: Duration) -> impl Future<Output = ()> {
        wait::wait_async(delay, timer)
    }

    /// The timer of an attempt, by default.
    pub fn limit_async<T: AsyncSleep>(_: T, limit: Duration) -> impl Future<Output = ()> {
        wait::limit_async(limit, timer)
    }
}

/// Functions that can't be called, since nothing implements the bound.
#[cfg(not(any(
    feature = "tokio",
    feature = "futures-timer",
    feature = "embassy-time",
    all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")
)))]
mod untimed {
    use core::future::{Ready, ready};

    use super::{AsyncSleep, Duration};

    pub fn sleep_async<T: AsyncSleep>(_: T, _: Duration) -> Ready<()> {
        ready(())
    }

    pub fn limit_async<T: AsyncSleep>(_: T, _: Duration) -> Ready<()> {
        ready(())
    }
}

/// The return type of `sleep` in an async call.
#[diagnostic::on_unimplemented(
    message = "the `sleep` of an async function returns a future, and this one returns `{Self}`",
    label = "not a function from a `Duration` to a future without output",
    note = "for example `sleep = tokio::time::sleep`"
)]
pub trait Waiting<Kind> {
    /// The future itself.
    type Future: Future<Output = ()>;

    fn waiting(self) -> Self::Future;
}

/// The [`Waiting`] of a future.
#[derive(Debug)]
pub enum AFuture {}

impl<F: Future<Output = ()>> Waiting<AFuture> for F {
    type Future = F;

    #[inline]
    fn waiting(self) -> F {
        self
    }
}

/// The [`Waiting`] of nothing. With a single implementation, the compiler would take it
/// for types that are no future too, and report their `.await` a second time. Between two
/// it finds that none applies.
#[derive(Debug)]
pub enum Nothing {}

/// Implemented by no type.
pub trait Never {}

impl<N: Never> Waiting<Nothing> for N {
    type Future = core::future::Pending<()>;

    fn waiting(self) -> Self::Future {
        core::future::pending()
    }
}

/// Waits by `sleep = path`, in an async call.
#[inline]
pub fn sleep_async_with<F: Waiting<Kind>, Kind>(
    sleep: impl FnOnce(Duration) -> F,
    delay: Duration,
) -> Wait<F::Future> {
    wait::wait_async(delay, |delay| sleep(delay).waiting())
}

/// The timer of an attempt, by `sleep = path`.
#[inline]
pub fn limit_async_with<F: Waiting<Kind>, Kind>(
    sleep: impl FnOnce(Duration) -> F,
    limit: Duration,
) -> Wait<F::Future> {
    wait::limit_async(limit, |limit| sleep(limit).waiting())
}
