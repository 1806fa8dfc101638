//! The timers of async calls: the browser's, tokio's or that of `futures-timer`, and embassy's. The
//! first of these that is enabled and works on the target is used.

#[cfg(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown"))]
#[path = "timers/browser.rs"]
mod chosen;
#[cfg(all(
    any(feature = "tokio", feature = "futures-timer"),
    not(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown"))
))]
#[path = "timers/hosted.rs"]
mod chosen;
#[cfg(not(any(
    feature = "tokio",
    feature = "futures-timer",
    all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")
)))]
#[path = "timers/embassy.rs"]
mod chosen;

use core::future::Future;
use core::time::Duration;

#[cfg(feature = "tower")]
use crate::reach::tower::waiting::Waiting;
use crate::retrying::async_wait::AsyncSleeper;
use crate::{AsyncSleep, Timer};

pub(crate) use chosen::timer;

impl AsyncSleep for Timer {
    fn sleep(&mut self, delay: Duration) -> impl Future<Output = ()> {
        timer(delay)
    }
}

impl AsyncSleeper for Timer {
    type Pause = ();

    #[inline]
    fn sleep(&mut self, delay: Duration) -> impl Future<Output = ()> {
        timer(delay)
    }
}

#[cfg(feature = "tower")]
impl Waiting for Timer {
    #[cfg(not(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")))]
    type Wait = core::pin::Pin<std::boxed::Box<dyn Future<Output = ()> + Send>>;
    /// A browser has one thread, so the future need not be `Send`.
    #[cfg(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown"))]
    type Wait = core::pin::Pin<std::boxed::Box<dyn Future<Output = ()>>>;

    fn wait(&mut self, delay: Duration) -> Self::Wait {
        std::boxed::Box::pin(timer(delay))
    }
}
