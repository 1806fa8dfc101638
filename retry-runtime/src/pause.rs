//! A wait that can be cut short, and the outcome of the call meanwhile.

use core::future::{Future, poll_fn, ready};
use core::marker::PhantomData;
use core::ops::ControlFlow;
use core::pin::pin;
use core::task::{Context, Poll};
use core::time::Duration;

use crate::clock::{AsyncClock, Clock};
use crate::wait::wait_async;

/// The return type of `sleep`: `()`, or `ControlFlow<()>`, whose `Break` cancels the call.
/// An async call's `sleep` returns a future with such an output.
#[diagnostic::on_unimplemented(
    message = "`sleep` returns nothing or a `ControlFlow<()>`, or a future of either in an async function, not `{Self}`",
    label = "not `()` or `ControlFlow<()>`",
    note = "`ControlFlow::Break(())` cancels the call: no attempt follows"
)]
pub trait Pause: Sized {
    /// The outcome of the call during the wait.
    type Held<R>: Held<R>;

    /// True if a wait can end early, so that its time is measured.
    const IS_MEASURED: bool;

    /// The answer of a wait that lasted as long as asked.
    const WAITED: Self;

    /// True if the call is cancelled.
    fn is_break(&self) -> bool;

    /// The wait of an async call, if it is measured. The future of any other is small.
    fn measured<F: Future<Output = Self>>(
        delay: Duration,
        sleep: impl FnOnce(Duration) -> F,
    ) -> impl Future<Output = ControlFlow<Duration, Duration>>;
}

/// Taken at its word: the delay was waited for.
impl Pause for () {
    type Held<R> = Gone<R>;

    const IS_MEASURED: bool = false;
    const WAITED: Self = ();

    #[inline]
    fn is_break(&self) -> bool {
        false
    }

    #[inline]
    fn measured<F: Future<Output = Self>>(
        _: Duration,
        _: impl FnOnce(Duration) -> F,
    ) -> impl Future<Output = Paused> {
        ready(Paused::Continue(Duration::ZERO))
    }
}

impl Pause for ControlFlow<()> {
    type Held<R> = Kept<R>;

    const IS_MEASURED: bool = true;
    const WAITED: Self = Self::Continue(());

    #[inline]
    fn is_break(&self) -> bool {
        Self::is_break(self)
    }

    #[inline]
    fn measured<F: Future<Output = Self>>(
        delay: Duration,
        sleep: impl FnOnce(Duration) -> F,
    ) -> impl Future<Output = Paused> {
        pause_async(delay, sleep, |_| Poll::Pending)
    }
}

/// The outcome of a call during a wait: [`Gone`], or [`Kept`] if the wait can end the call.
pub trait Held<R>: Sized {
    /// Keeps the outcome, or hands it on.
    fn hold(outcome: R, hand_on: impl FnOnce(R)) -> Self;

    /// Hands on the outcome after the wait, if it was kept.
    fn release(self, hand_on: impl FnOnce(R));

    /// The outcome, to be returned.
    fn kept(self) -> Option<R>;
}

/// No outcome: it was dropped before the wait. Its type is known to the compiler still.
#[derive(Debug)]
pub struct Gone<R>(PhantomData<fn() -> R>);

impl<R> Held<R> for Gone<R> {
    #[inline]
    fn hold(outcome: R, hand_on: impl FnOnce(R)) -> Self {
        hand_on(outcome);
        Self(PhantomData)
    }

    #[inline]
    fn release(self, _: impl FnOnce(R)) {}

    #[inline]
    fn kept(self) -> Option<R> {
        None
    }
}

/// The outcome itself.
#[derive(Debug)]
pub struct Kept<R>(R);

impl<R> Held<R> for Kept<R> {
    #[inline]
    fn hold(outcome: R, _: impl FnOnce(R)) -> Self {
        Self(outcome)
    }

    #[inline]
    fn release(self, hand_on: impl FnOnce(R)) {
        hand_on(self.0);
    }

    #[inline]
    fn kept(self) -> Option<R> {
        Some(self.0)
    }
}

/// The end of a wait, with the part of the delay that was not waited for: `Break` is a cancel.
pub(crate) type Paused = ControlFlow<Duration, Duration>;

fn paused(is_break: bool, unwaited: Duration) -> Paused {
    if is_break {
        Paused::Break(unwaited)
    } else {
        Paused::Continue(unwaited)
    }
}

/// Waits for a delay by `sleep`, in a call that may be cancelled.
#[inline]
pub(crate) fn pause<W: Pause>(
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
        return paused(is_cancelled(), Duration::ZERO);
    }
    if !W::IS_MEASURED {
        sleep(delay);
        return paused(is_cancelled(), Duration::ZERO);
    }
    let clock = Clock::begun();
    let is_break = sleep(delay).is_break();
    paused(is_break || is_cancelled(), clock.unwaited(delay))
}

/// The same in an async call, with the poll of the future that cancels it.
pub(crate) async fn pause_async<F: Future<Output: Pause>>(
    delay: Duration,
    sleep: impl FnOnce(Duration) -> F,
    mut cancelled: impl FnMut(&mut Context<'_>) -> Poll<()>,
) -> Paused {
    // Before the delay is begun, which moves a virtual clock.
    if poll_fn(|context| Poll::Ready(cancelled(context).is_ready())).await {
        return Paused::Break(delay);
    }
    let clock = AsyncClock::begun();
    let mut wait = pin!(wait_async(delay, sleep));
    let is_break = poll_fn(|context| match cancelled(context) {
        Poll::Ready(()) => Poll::Ready(true),
        Poll::Pending => wait.as_mut().poll(context).map(|waited| waited.is_break()),
    })
    .await;
    paused(is_break, clock.unwaited(delay))
}
