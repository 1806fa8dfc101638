//! A way to wait that takes no time and is remembered.

use std::cell::RefCell;
use std::time::Duration;

thread_local! {
    static NAPS: RefCell<Vec<Duration>> = const { RefCell::new(Vec::new()) };
}

/// For `sleep = nap`.
pub(crate) fn nap(delay: Duration) {
    NAPS.with_borrow_mut(|naps| naps.push(delay));
}

/// The delays since the last look, in this thread.
pub(crate) fn naps() -> Vec<Duration> {
    NAPS.take()
}

/// Durations of so many milliseconds.
pub(crate) fn millis<const N: usize>(millis: [u64; N]) -> [Duration; N] {
    millis.map(Duration::from_millis)
}
