//! The site of a call, computed only if a feature needs it.

use crate::site::{SiteDefaults, SiteLog};
use crate::{LogLevel, Site};

/// The site of a call, for the features that need it after a failure. A `LazySite` can be a
/// constant. A [`Site`] can't, if the compiler has to find its name.
#[derive(Clone, Copy, Debug)]
pub struct LazySite {
    source: Source,
    log: SiteLog,
    defaults: SiteDefaults,
}

#[derive(Clone, Copy, Debug)]
enum Source {
    Known(Site),
    Asked(fn() -> Site),
}

impl LazySite {
    /// The site of the function that contains this item.
    #[must_use]
    #[inline]
    pub const fn of<F: Copy>(_: F) -> Self {
        Self {
            source: Source::Asked(Site::of::<F>),
            log: SiteLog::UNSET,
            defaults: SiteDefaults::NONE,
        }
    }

    /// A site that is already known.
    #[must_use]
    #[inline]
    pub const fn at(site: Site) -> Self {
        Self {
            source: Source::Known(site),
            log: SiteLog::UNSET,
            defaults: SiteDefaults::NONE,
        }
    }

    /// Sets the module of the site.
    #[must_use]
    #[inline]
    pub const fn within(mut self, module: &'static str) -> Self {
        self.log = self.log.within(module);
        self
    }

    /// Sets the level at which retries of the site are logged.
    #[must_use]
    #[inline]
    pub const fn logged(mut self, level: LogLevel) -> Self {
        self.log = self.log.leveled(level);
        self
    }

    /// Sets the name prefix and the log level that a profile gives to the site.
    #[must_use]
    #[inline]
    pub const fn behind(mut self, defaults: SiteDefaults) -> Self {
        self.defaults = defaults;
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
            Source::Asked(name) => name().with_log(self.log),
        };
        Some(site.behind(self.defaults))
    }
}
