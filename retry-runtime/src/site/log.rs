//! The settings with which the feature `tracing` logs a site.

#[cfg(feature = "tracing")]
use super::path::module_of;
use crate::LogLevel;

/// The log level of a site's retries, and the place of its function. Sites are compared without it.
/// Without the feature `tracing`, it has no size.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SiteLog {
    #[cfg(feature = "tracing")]
    level: Option<LogLevel>,
    #[cfg(feature = "tracing")]
    place: Option<Place>,
}

#[cfg(feature = "tracing")]
#[derive(Clone, Copy, Debug)]
enum Place {
    Module(&'static str),
    /// The path of the function, as the compiler writes it.
    Function(&'static str),
}

#[cfg(feature = "tracing")]
impl SiteLog {
    pub(crate) const UNSET: Self = Self {
        level: None,
        place: None,
    };

    #[inline]
    pub(crate) const fn leveled(mut self, level: LogLevel) -> Self {
        self.level = Some(level);
        self
    }

    #[inline]
    pub(crate) const fn within(mut self, module: &'static str) -> Self {
        self.place = Some(Place::Module(module));
        self
    }

    /// Sets the path of the function, unless the module is already known.
    #[inline]
    pub(crate) fn of_function(mut self, path: &'static str) -> Self {
        self.place = self.place.or(Some(Place::Function(path)));
        self
    }

    /// Takes the level of a profile, unless the site has its own.
    #[inline]
    pub(crate) fn over(mut self, defaults: Self) -> Self {
        self.level = self.level.or(defaults.level);
        self
    }

    /// The level, if it was set.
    pub(crate) const fn level(self) -> Option<LogLevel> {
        self.level
    }

    /// The module of the function, or an empty text if only a name is known.
    pub(crate) fn module(self) -> &'static str {
        match self.place {
            Some(Place::Module(module)) => module,
            Some(Place::Function(path)) => module_of(path),
            None => "",
        }
    }
}

#[cfg(not(feature = "tracing"))]
#[allow(clippy::unused_self, reason = "with the feature it is used")]
impl SiteLog {
    pub(crate) const UNSET: Self = Self {};

    #[inline]
    pub(crate) const fn leveled(self, _: LogLevel) -> Self {
        self
    }

    #[inline]
    pub(crate) const fn within(self, _: &'static str) -> Self {
        self
    }

    #[inline]
    pub(crate) fn of_function(self, _: &'static str) -> Self {
        self
    }

    #[inline]
    pub(crate) fn over(self, _: Self) -> Self {
        self
    }
}
