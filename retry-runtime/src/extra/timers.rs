//! The timers of async calls: that of the browser, of tokio or `futures-timer`, or of embassy. The
//! first counts that is enabled and works on the target.

#[cfg(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown"))]
#[path = "timers/browser.rs"]
mod chosen;
#[cfg(all(
    any(feature = "tokio", feature = "futures-timer"),
    not(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown"))
))]
#[path = "timers/hosted.rs"]
mod chosen;
#[cfg(all(
    feature = "embassy-time",
    not(any(
        feature = "tokio",
        feature = "futures-timer",
        all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")
    ))
))]
#[path = "timers/embassy.rs"]
mod chosen;
#[cfg(not(any(
    feature = "tokio",
    feature = "futures-timer",
    feature = "embassy-time",
    all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")
)))]
mod chosen {
    /// Never called, since [`Timer`](crate::Timer) is then no way to wait.
    pub(crate) fn timer(_: core::time::Duration) -> core::future::Ready<()> {
        core::future::ready(())
    }
}

pub(crate) use chosen::timer;

#[cfg(any(
    feature = "tokio",
    feature = "futures-timer",
    feature = "embassy-time",
    all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")
))]
impl crate::AsyncSleep for crate::Timer {
    fn sleep(&mut self, delay: core::time::Duration) -> impl Future<Output = ()> {
        timer(delay)
    }
}
