//! A sleep that takes no time and records its delays, and an operation that fails a given
//! number of times.

// Some test files don't use all of these functions.
#![allow(dead_code)]

use std::cell::RefCell;
use std::future::Future;
use std::ops::ControlFlow;
use std::time::Duration;

thread_local! {
    static NAPS: RefCell<Vec<Duration>> = const { RefCell::new(Vec::new()) };
}

/// A sleep that takes no time, for `sleep = nap`.
pub(crate) fn nap(delay: Duration) {
    NAPS.with_borrow_mut(|naps| naps.push(delay));
}

/// A sleep on tokio's paused clock, for `sleep = nap_async`.
pub(crate) async fn nap_async(delay: Duration) {
    nap(delay);
    tokio::time::sleep(delay).await;
}

/// The length of each delay of `nap_early`.
pub(crate) const EARLY: Duration = Duration::from_millis(500);

/// A sleep on tokio's paused clock that ends after `EARLY`, and says so, for `sleep = nap_early`.
pub(crate) async fn nap_early(_: Duration) -> ControlFlow<()> {
    tokio::time::sleep(EARLY).await;
    ControlFlow::Continue(())
}

/// Runs a future under tokio's paused clock, in no time.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap()
        .block_on(future)
}

/// The delays of this thread since the last call of `naps`.
pub(crate) fn naps() -> Vec<Duration> {
    NAPS.take()
}

/// Durations of the given milliseconds.
pub(crate) fn millis<const N: usize>(millis: [u64; N]) -> [Duration; N] {
    millis.map(Duration::from_millis)
}

/// Fails the given number of times, then succeeds with the number of calls.
pub(crate) fn fails(times: u32, calls: &mut u32) -> Result<u32, String> {
    *calls += 1;
    if *calls <= times {
        Err(format!("failure {calls}"))
    } else {
        Ok(*calls)
    }
}
