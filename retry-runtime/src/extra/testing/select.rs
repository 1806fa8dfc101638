//! The choice of an injected failure for an annotated function, by the function's return type.

use core::fmt;
use core::marker::PhantomData;

use super::injected;
use crate::Outcome;
use crate::extra::LazySite;

/// A stand-in for the return type of a function, for method lookup.
pub struct SelectInjected<R>(PhantomData<fn() -> R>);

impl<R> SelectInjected<R> {
    /// The only value.
    pub const NEW: Self = Self(PhantomData);
}

impl<R> fmt::Debug for SelectInjected<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SelectInjected")
    }
}

/// Selects functions whose error is `'static`. Method lookup finds this trait first. `Unpin`
/// excludes errors with type parameters, which may not be `'static`: a parameter is hardly ever
/// `Unpin`, and other types nearly always are.
pub trait InjectAny<R> {
    /// The outcome of the next attempt, if a test makes the attempt fail without running it.
    fn __retry_injected(self, site: LazySite) -> Option<R>;
}

impl<R: Outcome<Error: Unpin + 'static>> InjectAny<R> for &&SelectInjected<R> {
    fn __retry_injected(self, site: LazySite) -> Option<R> {
        let site = || site.get().expect("a site");
        injected(site).map(R::from_error)
    }
}

/// Selects all other functions.
pub trait InjectNone<R> {
    /// Returns `None`: no failure can be injected.
    fn __retry_injected(self, site: LazySite) -> Option<R>;
}

impl<R> InjectNone<R> for &SelectInjected<R> {
    fn __retry_injected(self, _: LazySite) -> Option<R> {
        None
    }
}
