//! The outcome that a test injects instead of running an attempt.

use crate::{Outcome, Site};

/// An error that a test can give to a closure's call: with the feature `test-util`, a
/// `'static` one.
pub trait Injectable: Sized {
    /// The error that the attempt of a site is to fail with, in place of running.
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

/// The outcome of the attempt of a site, if it is not to run.
#[inline]
pub(crate) fn injected<R: Outcome<Error: Injectable>>(site: impl FnOnce() -> Site) -> Option<R> {
    R::Error::injected(site).map(R::from_error)
}
