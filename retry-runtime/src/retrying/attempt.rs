//! The future of each attempt.

use core::future::Future;

use crate::Site;

/// A source of attempts: a closure that returns futures, or [`Lending`].
pub trait AsyncAttempt<R> {
    /// A fresh attempt.
    fn attempt(&mut self) -> impl Future<Output = R>;

    /// The site of the closure.
    fn site() -> Site;
}

/// The async closure of [`retry_async_mut`](crate::Policy::retry_async_mut), whose futures
/// borrow from it.
#[derive(Clone, Copy, Debug)]
pub struct Lending<F>(pub(super) F);

impl<F: FnMut() -> D, D: Future> AsyncAttempt<D::Output> for F {
    #[inline]
    fn attempt(&mut self) -> impl Future<Output = D::Output> {
        self()
    }

    #[inline]
    fn site() -> Site {
        Site::of::<F>()
    }
}

impl<F: AsyncFnMut() -> R, R> AsyncAttempt<R> for Lending<F> {
    #[inline]
    fn attempt(&mut self) -> impl Future<Output = R> {
        (self.0)()
    }

    #[inline]
    fn site() -> Site {
        // The closure's own, since `Lending` is in no function of the user's.
        Site::of::<F>()
    }
}
