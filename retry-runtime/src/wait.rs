//! The waiting of all loops. Virtual time takes its place.

use core::time::Duration;

/// Waits for a delay, by its own way unless there is virtual time.
#[inline]
pub(crate) fn wait(delay: Duration, sleep: impl FnOnce(Duration)) {
    #[cfg(feature = "test-util")]
    if crate::extra::testing::record_delay(delay) {
        std::thread::yield_now();
        return;
    }
    sleep(delay);
}

/// The same, in an async call.
#[inline]
pub(crate) fn wait_async<F>(delay: Duration, sleep: impl FnOnce(Duration) -> F) -> Wait<F> {
    #[cfg(feature = "test-util")]
    return Wait::new(crate::extra::testing::virtual_delay(delay), || sleep(delay));
    #[cfg(not(feature = "test-util"))]
    sleep(delay)
}

/// A timer for an attempt, by its own way unless there is virtual time.
#[inline]
pub(crate) fn limit_async<F>(limit: Duration, sleep: impl FnOnce(Duration) -> F) -> Wait<F> {
    #[cfg(feature = "test-util")]
    return Wait::new(crate::extra::testing::virtual_timer(limit), || sleep(limit));
    #[cfg(not(feature = "test-util"))]
    sleep(limit)
}

/// The future of a wait: that of `sleep` itself, unless there can be virtual time.
#[cfg(not(feature = "test-util"))]
pub(crate) type Wait<F> = F;
#[cfg(feature = "test-util")]
pub(crate) use crate::extra::testing::Wait;
