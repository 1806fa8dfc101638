//! The ways to wait: a sleeping thread, a timer, or a function of the user's.

use core::future::Future;
use core::time::Duration;

/// The default way to wait in a blocking call. It sleeps at least as long as asked, and usually a
/// little longer; see [`std::thread::sleep`].
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Policy, Sleep, Thread};
///
/// // Sleeps by default, and says so.
/// let mut lines = Vec::new();
/// let policy = Policy::builder().max(1).base_delay(Duration::from_millis(1)).build();
/// let call = policy.retry(|| None::<()>).sleep(|delay| {
///     lines.push(format!("waiting for {delay:?}"));
///     Thread::default().sleep(delay);
/// });
/// assert_eq!(call.call(), None);
/// assert_eq!(lines, ["waiting for 1ms"]);
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Thread;

/// A way to wait in a blocking call: [`Thread`], or any closure `FnMut(Duration)`.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::Policy;
///
/// /// Sleeps in steps, so that a program that is told to end does so soon.
/// fn nap(delay: Duration) {
///     let step = Duration::from_millis(1);
///     let mut left = delay;
///     while !left.is_zero() {
///         std::thread::sleep(left.min(step));
///         left = left.saturating_sub(step);
///     }
/// }
///
/// let policy: Policy = "max = 1, base_delay = 2ms".parse().unwrap();
/// assert_eq!(policy.retry(|| None::<()>).sleep(nap).call(), None);
/// ```
#[diagnostic::on_unimplemented(
    message = "there is no way to wait: a thread can't sleep without the feature `std` of `retry-runtime`",
    label = "write `sleep = path`, or enable the feature `std`"
)]
pub trait Sleep {
    /// Blocks until the delay is over.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{Policy, Sleep};
    ///
    /// /// A hand-written loop, whose tests do not sleep.
    /// fn watch(policy: &Policy, how: &mut impl Sleep, is_up: impl Fn() -> bool) -> bool {
    ///     policy.delays().any(|delay| {
    ///         how.sleep(delay);
    ///         is_up()
    ///     })
    /// }
    ///
    /// let mut millis = Vec::new();
    /// let mut how = |delay: Duration| millis.push(delay.as_millis());
    /// assert!(!watch(&Policy::default(), &mut how, || false));
    /// assert_eq!(millis, [100, 200, 400]);
    /// ```
    fn sleep(&mut self, delay: Duration);
}

#[cfg(feature = "std")]
impl Sleep for Thread {
    fn sleep(&mut self, delay: Duration) {
        std::thread::sleep(delay);
    }
}

impl<S: FnMut(Duration)> Sleep for S {
    fn sleep(&mut self, delay: Duration) {
        self(delay);
    }
}

/// The default way to wait in an async call. The timer depends on the enabled features:
///
/// 1. `gloo-timers`, on `wasm32-unknown-unknown` only: the timer of the browser. Its futures are
///    not [`Send`].
/// 2. `tokio`, inside a tokio runtime: the timer of tokio.
/// 3. `futures-timer`: a timer that needs no runtime.
/// 4. `embassy-time`, if no timer above is enabled: the timer of embassy.
///
/// ```
/// # #[cfg(feature = "tokio")] {
/// use retry_runtime::{AsyncSleep, Policy, Timer};
///
/// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
/// // Waits by default, and counts.
/// let mut delays = 0;
/// let policy = Policy::default();
/// let call = policy.retry_async(async || None::<()>).sleep(|delay| {
///     delays += 1;
///     async move { Timer::default().sleep(delay).await }
/// });
/// assert_eq!(call.call().await, None);
/// assert_eq!(delays, 3);
/// # }) }
/// ```
///
/// # Panics
///
/// With the feature `tokio`, a wait panics in a tokio runtime without a timer (`enable_time`). It
/// also panics outside a tokio runtime, unless the feature `futures-timer` is enabled.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Timer;

/// A way to wait in an async call: [`Timer`], or any closure `FnMut(Duration)` that returns a
/// future.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::Policy;
///
/// async fn nap(delay: Duration) {
///     smol::Timer::after(delay).await;
/// }
///
/// let policy = Policy::builder().max(1).base_delay(Duration::from_millis(1)).build();
/// let mut calls = 0;
/// let call = policy.retry_async_mut(async || {
///     calls += 1;
///     None::<()>
/// });
/// assert_eq!(smol::block_on(call.sleep(nap).call()), None);
/// assert_eq!(calls, 2);
/// ```
#[diagnostic::on_unimplemented(
    message = "there is no way to wait in an async call",
    label = "enable the feature `tokio` or `futures-timer` of `retry-runtime`, or give a `sleep`",
    note = "`sleep` takes a function or closure from a `Duration` to a future, for example `smol::Timer::after` with its output dropped"
)]
pub trait AsyncSleep {
    /// Returns a future that is ready when the delay is over.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{AsyncSleep, Policy};
    ///
    /// /// A hand-written loop, whose tests do not sleep.
    /// async fn watch(policy: &Policy, how: &mut impl AsyncSleep, is_up: impl Fn() -> bool) -> bool {
    ///     for delay in policy.delays() {
    ///         how.sleep(delay).await;
    ///         if is_up() {
    ///             return true;
    ///         }
    ///     }
    ///     false
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let start = tokio::time::Instant::now();
    /// let is_up = || start.elapsed() >= Duration::from_millis(500);
    /// assert!(watch(&Policy::default(), &mut tokio::time::sleep, is_up).await);
    /// assert!(start.elapsed() >= Duration::from_millis(700));
    /// # });
    /// ```
    fn sleep(&mut self, delay: Duration) -> impl Future<Output = ()>;
}

impl<S, F> AsyncSleep for S
where
    S: FnMut(Duration) -> F,
    F: Future<Output = ()>,
{
    fn sleep(&mut self, delay: Duration) -> impl Future<Output = ()> {
        self(delay)
    }
}
