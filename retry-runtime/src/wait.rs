//! The waits of all loops. In virtual time, a delay is recorded, and the call does not wait.

use core::future::{Future, poll_fn, ready};
use core::ops::ControlFlow;
use core::pin::pin;
use core::task::{Context, Poll};
use core::time::Duration;

use crate::clock::{AsyncClock, Clock};
use crate::held::Paused;
use crate::pause::Pause;

/// Waits in an async call with the future of `sleep`. In virtual time, the delay is recorded.
#[inline]
pub(crate) fn wait_async<F>(delay: Duration, sleep: impl FnOnce(Duration) -> F) -> Wait<F> {
    #[cfg(feature = "test-util")]
    return Wait::new(crate::extra::testing::virtual_delay(delay), || sleep(delay));
    #[cfg(not(feature = "test-util"))]
    sleep(delay)
}

/// Makes the timer of an attempt: the future of `sleep`, or a virtual timer in virtual time.
#[inline]
pub(crate) fn limit_async<F>(limit: Duration, sleep: impl FnOnce(Duration) -> F) -> Wait<F> {
    #[cfg(feature = "test-util")]
    return Wait::new(crate::extra::testing::virtual_timer(limit), || sleep(limit));
    #[cfg(not(feature = "test-util"))]
    sleep(limit)
}

/// The future of a wait. It is the future of `sleep` itself, unless virtual time is possible.
#[cfg(not(feature = "test-util"))]
pub(crate) type Wait<F> = F;
#[cfg(feature = "test-util")]
pub(crate) use crate::extra::testing::Wait;

/// A [`Pause`] that a future in an async call returns.
#[diagnostic::on_unimplemented(
    message = "the future that `sleep` returns must output `()` or `ControlFlow<()>`, not `{Self}`",
    label = "not a future of `()` or `ControlFlow<()>`"
)]
pub trait AsyncPause: Pause {
    /// Waits and measures the time. If this type has no measured waits, the future does nothing and
    /// is small.
    fn measured<F: Future<Output = Self>>(
        delay: Duration,
        sleep: impl FnOnce(Duration) -> F,
    ) -> impl Future<Output = Paused>;
}

impl AsyncPause for () {
    #[inline]
    fn measured<F: Future<Output = Self>>(
        _: Duration,
        _: impl FnOnce(Duration) -> F,
    ) -> impl Future<Output = Paused> {
        ready(Paused::Continue(None))
    }
}

impl AsyncPause for ControlFlow<()> {
    #[inline]
    fn measured<F: Future<Output = Self>>(
        delay: Duration,
        sleep: impl FnOnce(Duration) -> F,
    ) -> impl Future<Output = Paused> {
        wait_or_cancel_async(delay, sleep, |_| Poll::Pending)
    }
}

pub(crate) fn paused(is_break: bool, unwaited: Option<Duration>) -> Paused {
    if is_break {
        Paused::Break(unwaited.unwrap_or_default())
    } else {
        Paused::Continue(unwaited)
    }
}

/// Waits for a delay with `sleep`. Before and after the wait, checks whether the call was
/// cancelled. In virtual time, the delay is recorded, and the thread yields once.
#[inline]
pub(crate) fn wait_or_cancel<W: Pause>(
    delay: Duration,
    sleep: impl FnOnce(Duration) -> W,
    is_cancelled: Option<&dyn Fn() -> bool>,
) -> Paused {
    let is_cancelled = || is_cancelled.is_some_and(|is_cancelled| is_cancelled());
    if is_cancelled() {
        return Paused::Break(delay);
    }
    #[cfg(feature = "test-util")]
    if crate::extra::testing::record_delay(delay) {
        std::thread::yield_now();
        return paused(is_cancelled(), Some(Duration::ZERO));
    }
    if !W::IS_MEASURED {
        sleep(delay);
        return paused(is_cancelled(), None);
    }
    let clock = Clock::timed();
    let is_break = sleep(delay).is_break();
    paused(is_break || is_cancelled(), Some(clock.left(delay)))
}

/// Waits for a delay with the future of `sleep`, in an async call. `cancelled` polls the future
/// that cancels the call, and ends the wait early.
pub(crate) async fn wait_or_cancel_async<F: Future<Output: Pause>>(
    delay: Duration,
    sleep: impl FnOnce(Duration) -> F,
    mut cancelled: impl FnMut(&mut Context<'_>) -> Poll<()>,
) -> Paused {
    // Checked before the delay begins, because its begin moves a virtual clock.
    if poll_fn(|context| Poll::Ready(cancelled(context).is_ready())).await {
        return Paused::Break(delay);
    }
    let clock = AsyncClock::timed();
    let mut wait = pin!(wait_async(delay, sleep));
    let (is_break, is_measured) = poll_fn(|context| match cancelled(context) {
        Poll::Ready(()) => Poll::Ready((true, true)),
        Poll::Pending => {
            let waited = wait.as_mut().poll(context);
            waited.map(|waited| (waited.is_break(), F::Output::IS_MEASURED))
        }
    })
    .await;
    paused(is_break, is_measured.then(|| clock.left(delay)))
}
