//! The site of a call that no feature asks for.

use crate::site::SiteDefaults;
use crate::{LogLevel, Site};

/// The site of a call, which no feature needs. It has no size, so no program contains the name.
#[derive(Clone, Copy, Debug)]
pub struct LazySite {}

impl LazySite {
    /// Ignores the item: no feature needs the site of its function.
    #[must_use]
    #[inline]
    pub const fn of<F: Copy>(_: F) -> Self {
        Self {}
    }

    /// Ignores the site: no feature needs it.
    #[must_use]
    #[inline]
    pub const fn at(_: Site) -> Self {
        Self {}
    }

    /// Ignores the module: no feature needs a site.
    #[must_use]
    #[inline]
    pub const fn within(self, _: &'static str) -> Self {
        self
    }

    /// Ignores the level: no feature needs a site.
    #[must_use]
    #[inline]
    pub const fn logged(self, _: LogLevel) -> Self {
        self
    }

    /// Ignores the profile: no feature needs a site.
    #[must_use]
    #[inline]
    pub const fn behind(self, _: SiteDefaults) -> Self {
        self
    }

    #[inline]
    #[allow(clippy::unused_self, reason = "with a feature it is used")]
    pub(crate) fn get(self) -> Option<Site> {
        None
    }
}
