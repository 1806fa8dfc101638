//! The site of a call, computed only if a feature needs it.

use crate::site::{SiteDefaults, SiteLog};
use crate::{LogLevel, Site};

/// The site of a call, for the features that ask for it after a failure. A constant, which a
/// [`Site`] is not if the compiler has to name it.
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
    /// In a function, by an item inside of it.
    #[must_use]
    #[inline]
    pub const fn of<F: Copy>(_: F) -> Self {
        Self {
            source: Source::Asked(Site::of::<F>),
            log: SiteLog::UNSET,
            defaults: SiteDefaults::NONE,
        }
    }

    /// A site that is known.
    #[must_use]
    #[inline]
    pub const fn at(site: Site) -> Self {
        Self {
            source: Source::Known(site),
            log: SiteLog::UNSET,
            defaults: SiteDefaults::NONE,
        }
    }

    /// The same in a module.
    #[must_use]
    #[inline]
    pub const fn within(mut self, module: &'static str) -> Self {
        self.log = self.log.within(module);
        self
    }

    /// The same with retries that are logged at this level.
    #[must_use]
    #[inline]
    pub const fn logged(mut self, level: LogLevel) -> Self {
        self.log = self.log.leveled(level);
        self
    }

    /// The same by a profile.
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
