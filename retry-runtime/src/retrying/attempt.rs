//! The attempts of a call: closures with and without a context.

use core::future::Future;

use crate::clock::{AsyncClock, Clock};
use crate::{Context, Outcome, Policy, Site};

/// A source of blocking attempts: a closure, or [`WithContext`].
pub trait BlockingAttempt<R> {
    /// True if attempts need the time even if the policy does not.
    const IS_TIMED: bool = false;

    /// Makes the attempt with this number.
    fn attempt(&mut self, number: u32, clock: &Clock, policy: &Policy) -> R;

    /// Takes the outcome of an attempt before the next attempt begins. By default, drops it.
    #[inline]
    fn keep(&mut self, outcome: R) {
        drop(outcome);
    }

    /// The site of the closure.
    fn site() -> Site;
}

impl<F: FnMut() -> R, R> BlockingAttempt<R> for F {
    #[inline]
    fn attempt(&mut self, _: u32, _: &Clock, _: &Policy) -> R {
        self()
    }

    #[inline]
    fn site() -> Site {
        Site::of::<F>()
    }
}

impl<F, R> BlockingAttempt<R> for WithContext<F, R::Error>
where
    F: FnMut(&Context<'_, R::Error>) -> R,
    R: Outcome,
{
    const IS_TIMED: bool = true;

    fn attempt(&mut self, number: u32, clock: &Clock, policy: &Policy) -> R {
        let (elapsed, time_left) = (clock.elapsed(), clock.time_left(policy));
        let last_error = self.last_error.as_ref();
        let context = Context::new(number, last_error, elapsed, time_left);
        (self.closure)(&context)
    }

    fn keep(&mut self, outcome: R) {
        self.last_error = outcome.into_result().err();
    }

    fn site() -> Site {
        Site::of::<F>()
    }
}

/// A source of futures: a closure that returns them, [`Lending`], [`WithContext`], or the
/// requests of a tower service.
pub trait AsyncAttempt<R> {
    /// True if attempts need the time even if the policy does not.
    const IS_TIMED: bool = false;

    /// Makes the future of the attempt with this number.
    fn attempt(
        &mut self,
        number: u32,
        clock: &AsyncClock,
        policy: &Policy,
    ) -> impl Future<Output = R>;

    /// Takes the outcome of an attempt before the next attempt begins. By default, drops it.
    #[inline]
    fn keep(&mut self, outcome: R) {
        drop(outcome);
    }

    /// False if no other attempt is possible, whatever the verdict.
    #[inline]
    fn is_repeatable(&self) -> bool {
        true
    }

    /// True if `keep` stores the error of the outcome.
    const KEEPS_ERROR: bool = false;

    /// Takes the error that `keep` has stored.
    fn take_error(&mut self) -> Option<R::Error>
    where
        R: Outcome,
    {
        None
    }

    /// The site of the closure.
    fn site() -> Site;
}

/// The async closure of [`retry_async_mut`](crate::Policy::retry_async_mut), whose futures
/// borrow from it.
#[derive(Clone, Copy, Debug)]
pub struct Lending<F>(pub(super) F);

/// A closure that takes a context, and the error to put in the next context.
#[derive(Debug)]
pub struct WithContext<F, E> {
    pub(super) closure: F,
    pub(super) last_error: Option<E>,
}

impl<F, E> WithContext<F, E> {
    pub(super) fn new(closure: F) -> Self {
        Self {
            closure,
            last_error: None,
        }
    }
}

impl<F: FnMut() -> D, D: Future> AsyncAttempt<D::Output> for F {
    #[inline]
    fn attempt(&mut self, _: u32, _: &AsyncClock, _: &Policy) -> impl Future<Output = D::Output> {
        self()
    }

    #[inline]
    fn site() -> Site {
        Site::of::<F>()
    }
}

impl<F: AsyncFnMut() -> R, R> AsyncAttempt<R> for Lending<F> {
    #[inline]
    fn attempt(&mut self, _: u32, _: &AsyncClock, _: &Policy) -> impl Future<Output = R> {
        (self.0)()
    }

    #[inline]
    fn site() -> Site {
        // The site of the closure, since the path of `Lending` names no function of the user.
        Site::of::<F>()
    }
}

impl<F, R> AsyncAttempt<R> for WithContext<F, R::Error>
where
    F: AsyncFnMut(&Context<'_, R::Error>) -> R,
    R: Outcome,
{
    const IS_TIMED: bool = true;

    async fn attempt(&mut self, number: u32, clock: &AsyncClock, policy: &Policy) -> R {
        let (elapsed, time_left) = (clock.elapsed(), clock.time_left(policy));
        let last_error = self.last_error.as_ref();
        let context = Context::new(number, last_error, elapsed, time_left);
        (self.closure)(&context).await
    }

    const KEEPS_ERROR: bool = true;

    fn keep(&mut self, outcome: R) {
        self.last_error = outcome.into_result().err();
    }

    fn take_error(&mut self) -> Option<R::Error> {
        self.last_error.take()
    }

    fn site() -> Site {
        Site::of::<F>()
    }
}
