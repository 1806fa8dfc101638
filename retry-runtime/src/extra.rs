//! The code that cargo features turn on, one file or folder for each feature. The core calls the
//! functions in this file, which do nothing if no feature is on.

mod injected;
#[cfg(any(
    feature = "tracing",
    feature = "metrics",
    feature = "sites",
    feature = "test-util"
))]
mod lazy_site;
#[cfg(not(any(
    feature = "tracing",
    feature = "metrics",
    feature = "sites",
    feature = "test-util"
)))]
#[path = "extra/no_site.rs"]
mod lazy_site;
#[cfg(feature = "metrics")]
pub(crate) mod metrics;
#[cfg(feature = "retry-after")]
pub(crate) mod retry_after;
#[cfg(feature = "serde")]
mod serde;
#[cfg(feature = "sites")]
pub(crate) mod sites;
mod surrounding;
#[cfg(feature = "test-util")]
pub mod testing;
#[cfg(feature = "tracing")]
pub(crate) mod tracing;

use core::time::Duration;

use crate::Event;
use crate::limits::Limits;

pub(crate) use injected::{Injectable, injected};
pub use lazy_site::LazySite;
#[cfg(feature = "attempts")]
pub(crate) use surrounding::Surrounding;
pub(crate) use surrounding::surrounding_attempts;

/// True if a feature observes every call. If not, the compiler drops the code that the attribute
/// generates for features.
pub(crate) const INSTRUMENTED: bool = cfg!(any(
    feature = "tracing",
    feature = "metrics",
    feature = "sites"
));

/// True if a feature can set stricter limits than the policy's.
pub(crate) const LIMITED: bool = cfg!(any(feature = "sites", feature = "test-util"));

/// Passes an event to the features that are on. A success at the first attempt is not passed,
/// because it must cost nothing. `took` is the time of the attempt, if it was watched. `waited` is
/// the time of the delay before the event.
#[inline]
pub(crate) fn instrument(event: &Event<'_>, took: Duration, waited: Option<Duration>) {
    if INSTRUMENTED && !matches!(event, Event::Success { attempts: 1, .. }) {
        feed(event, took, waited);
    }
}

#[cold]
fn feed(event: &Event<'_>, took: Duration, waited: Option<Duration>) {
    #[cfg(feature = "sites")]
    sites::count(event);
    #[cfg(feature = "metrics")]
    metrics::count(event, waited);
    #[cfg(all(feature = "metrics", feature = "attempts"))]
    metrics::watch(event, took);
    #[cfg(feature = "tracing")]
    tracing::log(event);
    let _: (&Event<'_>, Duration, Option<Duration>) = (event, took, waited);
}

/// The product of the numbers of nested attempts, from the outermost running attempt to the attempt
/// of the event. At least this many attempts were made, unless an attempt succeeded. `None` for a
/// call that is not nested.
#[cfg(any(feature = "tracing", feature = "sites"))]
fn attempts_product(event: &Event<'_>) -> Option<u64> {
    surrounding_attempts().map(|outer| outer.saturating_mul(event.attempt().into()))
}

/// The limits that features set for a site now.
#[inline]
pub(crate) fn limits(site: LazySite) -> Limits {
    let limits = Limits::default();
    #[cfg(feature = "sites")]
    let limits = limits.and(sites::limits(site));
    #[cfg(feature = "test-util")]
    let limits = limits.and(testing::limits());
    let _: LazySite = site;
    limits
}

/// The lower of two limits.
#[cfg(any(feature = "sites", feature = "test-util"))]
fn lower(a: Option<u32>, b: Option<u32>) -> Option<u32> {
    a.into_iter().chain(b).min()
}

#[cfg(any(feature = "sites", feature = "test-util"))]
impl Limits {
    /// Combines two limits: the fewer retries, and the longer delays.
    fn and(self, other: Self) -> Self {
        Self {
            max_retries: lower(self.max_retries, other.max_retries),
            max_total_retries: lower(self.max_total_retries, other.max_total_retries),
            scale: match (self.scale, other.scale) {
                (Some(a), Some(b)) => Some(a.max(b)),
                (a, b) => a.or(b),
            },
        }
    }
}
