//! Where the events of all calls go, whether or not a call has observers: to the
//! features that are on. The only place that feeds them.

use crate::Event;

/// Whether a feature wants to see every call. Where it is false, the compiler
/// drops what the attribute generates for it.
pub const WATCHED: bool = cfg!(any(
    feature = "tracing",
    feature = "metrics",
    feature = "sites"
));

/// Shows an event to the features that are on. A success at the first attempt is
/// none of their business: it must cost nothing.
#[inline]
pub fn watch(event: &Event<'_>) {
    if WATCHED && !matches!(event, Event::Success { attempts: 1, .. }) {
        feed(event);
    }
}

#[cold]
fn feed(event: &Event<'_>) {
    #[cfg(feature = "sites")]
    crate::sites::count(event);
    #[cfg(feature = "metrics")]
    crate::metrics::count(event);
    #[cfg(feature = "tracing")]
    crate::tracing::log(event);
    let _: &Event<'_> = event;
}
