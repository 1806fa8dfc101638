//! The timer of the browser.

use core::future::Future;
use core::time::Duration;

use gloo_timers::future::TimeoutFuture;

/// The longest time, in milliseconds, that a browser can wait. With a longer time, a browser does
/// not wait at all.
const LONGEST: u32 = i32::MAX as u32;

/// Waits at least as long as the delay. The time begins now, and not at the first poll.
pub(crate) fn timer(delay: Duration) -> impl Future<Output = ()> {
    let mut left = delay.as_nanos().div_ceil(1_000_000);
    let mut next = move || {
        let part = u32::try_from(left).map_or(LONGEST, |left| left.min(LONGEST));
        left -= u128::from(part);
        (part > 0).then(|| TimeoutFuture::new(part))
    };
    let first = next();
    async move {
        let mut part = first;
        while let Some(timeout) = part {
            timeout.await;
            part = next();
        }
    }
}
