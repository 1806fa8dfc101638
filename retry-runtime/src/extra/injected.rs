//! The outcome that a test injects instead of running an attempt.

use crate::{Outcome, Site};

/// An error that a test can inject into a closure's call. With the feature `test-util`, it must be
/// `'static`.
pub trait Injectable: Sized {
    /// The error to inject instead of running the next attempt of a site, if there is one.
    fn injected(site: impl FnOnce() -> Site) -> Option<Self>;
}

#[cfg(feature = "test-util")]
impl<E: 'static> Injectable for E {
    fn injected(site: impl FnOnce() -> Site) -> Option<Self> {
        super::testing::injected(site)
    }
}

#[cfg(not(feature = "test-util"))]
impl<E> Injectable for E {
    #[inline]
    fn injected(_: impl FnOnce() -> Site) -> Option<Self> {
        None
    }
}

/// The outcome to use instead of running the next attempt of a site, if a test injects an error.
#[inline]
pub(crate) fn injected<R: Outcome<Error: Injectable>>(site: impl FnOnce() -> Site) -> Option<R> {
    R::Error::injected(site).map(R::from_error)
}
