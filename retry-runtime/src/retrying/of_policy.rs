//! Closures that are retried with a policy.

use core::future::Future;

use super::async_wait::Async;
use super::attempt::{Lending, WithContext};
use super::blocking_wait::Blocking;
use super::{Context, Retrying};
use crate::{Outcome, Policy};

impl Policy {
    /// Retries a closure with this policy, as `#[retry]` retries a function. Every `Err` and `None`
    /// is retried, unless a method such as [`when`](Retrying::when) judges it. Nothing runs until
    /// [`call`](Retrying::call). If the closure needs the number of its attempt or the last
    /// error, see [`retry_with`](Self::retry_with).
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// const POLICY: Policy = Policy::builder().base_delay(Duration::from_millis(1)).build();
    ///
    /// let mut calls = 0;
    /// let outcome = POLICY
    ///     .retry(|| {
    ///         calls += 1;
    ///         if calls < 3 { Err("not yet") } else { Ok("done") }
    ///     })
    ///     .call();
    /// assert_eq!((outcome, calls), (Ok("done"), 3));
    /// ```
    ///
    /// The compiler warns about a call without `.call()`, since it does nothing:
    ///
    /// ```compile_fail
    /// #![deny(unused_must_use)]
    /// # use retry_runtime::Policy;
    /// Policy::default().retry(|| Some(1));
    /// ```
    #[inline]
    pub fn retry<F, R>(&self, attempt: F) -> Retrying<'_, F, R, Blocking>
    where
        F: FnMut() -> R,
        R: Outcome,
    {
        Retrying::new(self, (), attempt, Blocking::DEFAULT)
    }

    /// Like [`retry`](Self::retry), for a closure that takes the [`Context`] of its attempt.
    ///
    /// If the closure calls methods of the last error, write the type of its parameter:
    /// `|context: &Context<'_, Error>|`.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let outcome = Policy::default()
    ///     .retry_with(|context| match context.attempt() {
    ///         1 => Err("not yet"),
    ///         attempt => Ok(attempt),
    ///     })
    ///     .sleep(|_| ())
    ///     .call();
    /// assert_eq!(outcome, Ok(2));
    /// ```
    pub fn retry_with<F, R>(
        &self,
        attempt: F,
    ) -> Retrying<'_, WithContext<F, R::Error>, R, Blocking>
    where
        F: FnMut(&Context<'_, R::Error>) -> R,
        R: Outcome,
    {
        Retrying::new(self, (), WithContext::new(attempt), Blocking::DEFAULT)
    }

    /// Retries an async closure, or a closure that returns a future, with this policy, as
    /// `#[retry]` retries an async function. Every `Err` and `None` is retried, unless a method
    /// such as [`when`](Retrying::when) judges it. Nothing runs until the future of
    /// [`call`](Retrying::call) is awaited.
    ///
    /// Each attempt is a fresh future. If the future of `call` is dropped, the attempt or the delay
    /// in progress is cancelled, and no other attempt is made.
    ///
    /// The call waits with tokio's timer (feature `tokio`), with a timer that needs no runtime
    /// (feature `futures-timer`), or with the function given to [`sleep`](Retrying::sleep).
    ///
    /// If the closure needs the number of its attempt or the last error, see
    /// [`retry_async_with`](Self::retry_async_with).
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use retry_runtime::Policy;
    ///
    /// async fn fetch(url: &str) -> Result<String, std::io::Error> {
    ///     Ok(format!("the page at {url}"))
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
    /// let url = String::from("example.com");
    /// let page = Policy::default()
    ///     .retry_async(async || fetch(&url).await)
    ///     .when(|error| error.kind() == std::io::ErrorKind::TimedOut)
    ///     .call()
    ///     .await;
    /// assert_eq!(page.unwrap(), "the page at example.com");
    /// # }) }
    /// ```
    ///
    /// The returned future can't borrow from the closure itself. If an async closure changes or
    /// owns its captures, the compiler says "async closure does not implement `FnMut`": use
    /// [`retry_async_mut`](Self::retry_async_mut) for it.
    #[inline]
    pub fn retry_async<F, D>(&self, attempt: F) -> Retrying<'_, F, D::Output, Async>
    where
        F: FnMut() -> D,
        D: Future<Output: Outcome>,
    {
        Retrying::new(self, (), attempt, Async::DEFAULT)
    }

    /// Like [`retry_async`](Self::retry_async), for an async closure that changes or owns its
    /// captures.
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use retry_runtime::Policy;
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let mut calls = 0;
    /// let outcome = Policy::default()
    ///     .retry_async_mut(async || {
    ///         calls += 1;
    ///         if calls < 3 { Err("not yet") } else { Ok("done") }
    ///     })
    ///     .call()
    ///     .await;
    /// assert_eq!((outcome, calls), (Ok("done"), 3));
    /// # }) }
    /// ```
    ///
    /// If such a closure borrows from outside, the compiler can't yet prove that its future is
    /// [`Send`]. A task that can move between threads is then refused with "implementation of
    /// `Send` is not general enough" or "higher-ranked lifetime error". If the closure can own its
    /// captures, write `async move`. If it uses `&mut self` or another `&mut` argument, annotate a
    /// method instead:
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use retry_runtime::{Policy, retry};
    ///
    /// struct Counter { calls: u32 }
    ///
    /// impl Counter {
    ///     #[retry(policy = policy)]
    ///     async fn count(&mut self, policy: Policy) -> Result<u32, String> {
    ///         self.calls += 1;
    ///         if self.calls < 3 { Err("not yet".to_owned()) } else { Ok(self.calls) }
    ///     }
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let mut counter = Counter { calls: 0 };
    /// let task = tokio::spawn(async move { counter.count(Policy::default()).await });
    /// assert_eq!(task.await.unwrap(), Ok(3));
    /// # }) }
    /// ```
    #[inline]
    pub fn retry_async_mut<F, R>(&self, attempt: F) -> Retrying<'_, Lending<F>, R, Async>
    where
        F: AsyncFnMut() -> R,
        R: Outcome,
    {
        Retrying::new(self, (), Lending(attempt), Async::DEFAULT)
    }

    /// Like [`retry_async_mut`](Self::retry_async_mut), for an async closure that takes the
    /// [`Context`] of its attempt.
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use retry_runtime::Policy;
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let outcome = Policy::default()
    ///     .retry_async_with(async |context| match context.attempt() {
    ///         1 => Err("not yet"),
    ///         attempt => Ok(attempt),
    ///     })
    ///     .call()
    ///     .await;
    /// assert_eq!(outcome, Ok(2));
    /// # }) }
    /// ```
    pub fn retry_async_with<F, R>(
        &self,
        attempt: F,
    ) -> Retrying<'_, WithContext<F, R::Error>, R, Async>
    where
        F: AsyncFnMut(&Context<'_, R::Error>) -> R,
        R: Outcome,
    {
        Retrying::new(self, (), WithContext::new(attempt), Async::DEFAULT)
    }
}
