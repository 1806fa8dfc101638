//! The site of a call that no feature asks for.

use crate::site::SiteDefaults;
use crate::{LogLevel, Site};

/// No site. It has no size, so the name of the site is in no program.
#[derive(Clone, Copy, Debug)]
pub struct LazySite {}

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
    pub const fn within(self, _: &'static str) -> Self {
        self
    }

    /// The same: there is no site.
    #[must_use]
    #[inline]
    pub const fn logged(self, _: LogLevel) -> Self {
        self
    }

    /// The same: there is no site.
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
