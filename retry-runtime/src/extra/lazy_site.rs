//! The site of a call, if a feature asks for it.

use crate::Site;

/// The site of a call, for the features that ask for it after a failure. A constant,
/// which a [`Site`] is not if the compiler has to name it; and of no size if no feature
/// asks, so that the name is then in no program.
#[derive(Clone, Copy, Debug)]
pub struct LazySite {
    #[cfg(any(
        feature = "tracing",
        feature = "metrics",
        feature = "sites",
        feature = "test-util"
    ))]
    source: Source,
    #[cfg(any(
        feature = "tracing",
        feature = "metrics",
        feature = "sites",
        feature = "test-util"
    ))]
    prefix: Option<&'static str>,
}

#[cfg(any(
    feature = "tracing",
    feature = "metrics",
    feature = "sites",
    feature = "test-util"
))]
#[derive(Clone, Copy, Debug)]
enum Source {
    Known(Site),
    Asked(fn() -> Site),
}

#[cfg(any(
    feature = "tracing",
    feature = "metrics",
    feature = "sites",
    feature = "test-util"
))]
impl LazySite {
    /// In a function, by an item inside of it.
    #[must_use]
    #[inline]
    pub const fn of<F: Copy>(_: F) -> Self {
        Self {
            source: Source::Asked(Site::of::<F>),
            prefix: None,
        }
    }

    /// A site that is known.
    #[must_use]
    #[inline]
    pub const fn at(site: Site) -> Self {
        Self {
            source: Source::Known(site),
            prefix: None,
        }
    }

    /// The same behind the prefix of a profile.
    #[must_use]
    #[inline]
    pub const fn behind(mut self, prefix: Option<&'static str>) -> Self {
        self.prefix = prefix;
        self
    }

    #[inline]
    #[allow(
        clippy::unnecessary_wraps,
        reason = "without these features there is no site"
    )]
    pub(crate) fn get(self) -> Option<Site> {
        let site = match self.source {
            Source::Known(site) => site,
            Source::Asked(name) => name(),
        };
        Some(site.behind(self.prefix))
    }
}

#[cfg(not(any(
    feature = "tracing",
    feature = "metrics",
    feature = "sites",
    feature = "test-util"
)))]
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

    /// The same: there is no site.
    #[must_use]
    #[inline]
    pub const fn behind(self, _: Option<&'static str>) -> Self {
        self
    }

    #[inline]
    #[allow(clippy::unused_self, reason = "with a feature it is used")]
    pub(crate) fn get(self) -> Option<Site> {
        None
    }
}
