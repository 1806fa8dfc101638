//! The waits of blocking functions in generated code, and the outcome held during a wait. The traits
//! have messages for the compiler if a wait is not possible.

use core::ops::ControlFlow;
use core::time::Duration;

#[cfg(feature = "std")]
use crate::CancelToken;
use crate::held::{EndedWait, Gone, Held, Kept, Paused};
use crate::pause::Pause;
use crate::wait::wait_or_cancel;
use crate::{Sleep, Thread};

/// The default way for a blocking call to wait.
pub const THREAD: Thread = Thread;
/// Waits in the default way. Generic, so that the compiler reports a missing way to wait in the
/// annotated function.
pub fn sleep(mut thread: impl Sleep, delay: Duration) {
    let _: Paused = wait_or_cancel(delay, |delay| thread.sleep(delay), None);
}

/// The return type of a `sleep` during which an outcome of type `R` is held as `K`. The bound makes
/// the compiler reject a path that returns a future, which a blocking call would not await.
#[diagnostic::on_unimplemented(
    message = "`sleep` must return `()` or `ControlFlow<()>`, not `{Self}`",
    label = "not `()` or `ControlFlow<()>`",
    note = "`ControlFlow::Break(())` cancels the call; only an async function awaits a future"
)]
pub trait Holding<K, R>: Pause {}

impl<R> Holding<Gone<R>, R> for () {}
impl<R> Holding<Kept<R>, R> for ControlFlow<()> {}

/// Waits with `sleep = path`. A `Break` has the outcome, and the part of the delay that was not
/// waited for.
#[inline]
pub fn sleep_with<W: Holding<K, R>, K: Held<R>, R>(
    sleep: impl FnOnce(Duration) -> W,
    delay: Duration,
    held: K,
) -> EndedWait<K, R> {
    held.after(wait_or_cancel(delay, sleep, None))
}

/// Waits with `sleep = path`, and checks `cancel` before and after.
#[cfg(feature = "std")]
pub fn sleep_with_cancel<W: Pause, R>(
    sleep: impl FnOnce(Duration) -> W,
    cancel: &CancelToken,
    delay: Duration,
    held: Kept<R>,
) -> EndedWait<Kept<R>, R> {
    let is_cancelled = || cancel.is_cancelled();
    held.after(wait_or_cancel(delay, sleep, Some(&is_cancelled)))
}

/// Waits in the default way until the delay is over or the token is cancelled.
#[cfg(feature = "std")]
pub fn sleep_cancel<R>(
    _: Thread,
    cancel: &CancelToken,
    delay: Duration,
    held: Kept<R>,
) -> EndedWait<Kept<R>, R> {
    sleep_with_cancel(|delay| cancel.sleep(delay), cancel, delay, held)
}

/// Borrows the token in `cancel = place` of a blocking function. The place is a token, or derefs to
/// one.
#[cfg(feature = "std")]
#[must_use]
#[inline]
pub const fn cancel(token: &CancelToken) -> &CancelToken {
    token
}

/// Keeps the outcome of a call during a wait that can end the call. Otherwise passes it to
/// `pass_on`.
#[inline]
pub fn hold<R, K: Held<R>>(outcome: R, pass_on: impl FnOnce(R)) -> K {
    K::hold(outcome, pass_on)
}

/// Passes the outcome to `pass_on` after a wait, if the outcome was kept.
#[inline]
pub fn release<R, K: Held<R>>(held: K, pass_on: impl FnOnce(R)) {
    held.release(pass_on);
}

/// The end of a wait that was cancelled before it began.
#[cold]
pub fn not_waited<R, K: Held<R>>(held: K, delay: Duration) -> EndedWait<K, R> {
    held.after(ControlFlow::Break(delay))
}

/// Waits in the default way, without an outcome.
#[inline]
pub fn sleep_held<R>(thread: impl Sleep, delay: Duration, held: Gone<R>) -> EndedWait<Gone<R>, R> {
    sleep(thread, delay);
    ControlFlow::Continue((held, None))
}
