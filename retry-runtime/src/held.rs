//! The outcome that a call holds during a wait, and the end of the wait.

use core::marker::PhantomData;
use core::ops::ControlFlow;
use core::time::Duration;

/// The end of a wait. `Break` is a cancel, with the part of the delay that was not waited for.
/// `Continue` has that part too, or `None` if the wait was not measured.
pub(crate) type Paused = ControlFlow<Duration, Option<Duration>>;

/// The end of a wait, with the outcome: to be returned after a `Break`, as held after a `Continue`.
pub(crate) type EndedWait<K, R> = ControlFlow<(R, Duration), (K, Option<Duration>)>;

/// The outcome of a call during a wait: [`Gone`], or [`Kept`] if the wait can end the call.
pub trait Held<R>: Sized {
    /// Keeps the outcome, or passes it on at once.
    fn hold(outcome: R, pass_on: impl FnOnce(R)) -> Self;

    /// Passes the outcome on after the wait, if it was kept.
    fn release(self, pass_on: impl FnOnce(R));

    /// Adds the outcome to the end of the wait. If no outcome was kept, a cancelled call continues.
    fn after(self, wait: Paused) -> EndedWait<Self, R>;
}

/// No outcome: the call dropped it before the wait. The type parameter still names its type.
#[derive(Debug)]
pub struct Gone<R>(PhantomData<fn() -> R>);

impl<R> Held<R> for Gone<R> {
    #[inline]
    fn hold(outcome: R, pass_on: impl FnOnce(R)) -> Self {
        pass_on(outcome);
        Self(PhantomData)
    }

    #[inline]
    fn release(self, _: impl FnOnce(R)) {}

    /// Continues after every wait, because there is no outcome to return.
    #[inline]
    fn after(self, wait: Paused) -> EndedWait<Self, R> {
        ControlFlow::Continue(match wait {
            ControlFlow::Continue(unwaited) => (self, unwaited),
            ControlFlow::Break(unwaited) => (self, Some(unwaited)),
        })
    }
}

/// The outcome itself, kept during a wait.
#[derive(Debug)]
pub struct Kept<R>(R);

impl<R> Held<R> for Kept<R> {
    #[inline]
    fn hold(outcome: R, _: impl FnOnce(R)) -> Self {
        Self(outcome)
    }

    #[inline]
    fn release(self, pass_on: impl FnOnce(R)) {
        pass_on(self.0);
    }

    #[inline]
    fn after(self, wait: Paused) -> EndedWait<Self, R> {
        match wait {
            ControlFlow::Continue(unwaited) => ControlFlow::Continue((self, unwaited)),
            ControlFlow::Break(unwaited) => ControlFlow::Break((self.0, unwaited)),
        }
    }
}
