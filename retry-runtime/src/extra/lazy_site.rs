//! The site of a call, if a feature asks for it.

use crate::Site;

/// The site of a call, for the features that ask for it after a failure. A constant,
/// which a [`Site`] is not if the compiler has to name it; and of no size if no feature
/// asks, so that the name is then in no program.
#[derive(Clone, Copy, Debug)]
pub struct LazySite {
    #[cfg(any(feature = "tracing", feature = "metrics", feature = "sites"))]
    source: Source,
}

#[cfg(any(feature = "tracing", feature = "metrics", feature = "sites"))]
#[derive(Clone, Copy, Debug)]
enum Source {
    Known(Site),
    Asked(fn() -> Site),
}

#[cfg(any(feature = "tracing", feature = "metrics", feature = "sites"))]
impl LazySite {
    /// In a function, by an item inside of it.
    #[must_use]
    #[inline]
    pub const fn of<F: Copy>(_: F) -> Self {
        let source = Source::Asked(Site::of::<F>);
        Self { source }
    }

    /// A site that is known.
    #[must_use]
    #[inline]
    pub const fn at(site: Site) -> Self {
        let source = Source::Known(site);
        Self { source }
    }

    #[inline]
    #[allow(
        clippy::unnecessary_wraps,
        reason = "without these features there is no site"
    )]
    pub(crate) fn get(self) -> Option<Site> {
        Some(match self.source {
            Source::Known(site) => site,
            Source::Asked(name) => name(),
        })
    }
}

#[cfg(not(any(feature = "tracing", feature = "metrics", feature = "sites")))]
impl LazySite {
    /// In a function, by an item inside of it.
    #[must_use]
    #[inline]
    pub const fn of<F: Copy>(_: F) -> Self {
        Self {}
    }

    /// A site that is known.
    #[must_use]
    #[inline]
    pub const fn at(_: Site) -> Self {
        Self {}
    }

    #[inline]
    #[allow(clippy::unused_self, reason = "with a feature it is used")]
    pub(crate) fn get(self) -> Option<Site> {
        None
    }
}
