//! The clocks and the entropy of the machine: from the standard library, or from the browser with
//! the feature `gloo-timers`.

#[cfg(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown"))]
#[path = "platform/browser.rs"]
mod chosen;
#[cfg(not(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")))]
#[path = "platform/hosted.rs"]
mod chosen;

pub(crate) use chosen::*;
