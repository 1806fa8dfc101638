//! What makes the future of each attempt.

use core::future::Future;

/// What makes the future of each attempt. Sealed: a closure that returns futures,
/// or [`Lending`].
///
/// ```
/// use retry_runtime::{Async, AsyncAttempt, Outcome, Policy, Retrying};
///
/// /// What all calls of a program have in common.
/// async fn finish<R: Outcome>(call: Retrying<'_, impl AsyncAttempt<R>, R, Async>) -> R {
///     call.sleep(tokio::time::sleep).call().await
/// }
///
/// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
/// let fetch = Policy::default().retry_async(async || Some(200));
/// assert_eq!(finish(fetch).await, Some(200));
///
/// let mut calls = 0;
/// let count = Policy::default().retry_async_mut(async || {
///     calls += 1;
///     None::<()>
/// });
/// assert_eq!((finish(count).await, calls), (None, 4));
/// # });
/// ```
pub trait AsyncAttempt<R>: sealed::AsyncAttempt {
    /// A fresh attempt.
    #[doc(hidden)]
    fn attempt(&mut self) -> impl Future<Output = R>;
}

/// The async closure of [`retry_async_mut`](crate::Policy::retry_async_mut), whose futures
/// borrow from it.
///
/// ```
/// use retry_runtime::{Async, Lending, Policy, Retrying};
///
/// type Page = Option<u32>;
///
/// /// A call that owns what it changes.
/// fn pages<'b>(mut page: u32) -> Retrying<'b, Lending<impl AsyncFnMut() -> Page>, Page, Async> {
///     Policy::default().retry_async_mut(async move || {
///         page += 1;
///         (page > 7).then_some(page)
///     })
/// }
///
/// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
/// assert_eq!(pages(5).sleep(tokio::time::sleep).call().await, Some(8));
/// # });
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Lending<F>(pub(super) F);

mod sealed {
    use core::future::Future;

    pub trait AsyncAttempt {}
    impl<F: FnMut() -> D, D: Future> AsyncAttempt for F {}
    impl<F> AsyncAttempt for super::Lending<F> {}
}

impl<F, D> AsyncAttempt<D::Output> for F
where
    F: FnMut() -> D,
    D: Future,
{
    fn attempt(&mut self) -> impl Future<Output = D::Output> {
        self()
    }
}

impl<F, R> AsyncAttempt<R> for Lending<F>
where
    F: AsyncFnMut() -> R,
{
    fn attempt(&mut self) -> impl Future<Output = R> {
        (self.0)()
    }
}
