//! Where the events of all calls go, whether or not a call has observers: to the
//! features that are on. The only place that feeds them.

use crate::{Event, Site};

/// Whether a feature wants to see every call. Where it is false, the compiler
/// drops what the attribute generates for it.
pub(crate) const WATCHED: bool = cfg!(any(
    feature = "tracing",
    feature = "metrics",
    feature = "sites"
));

/// Shows an event to the features that are on. A success at the first attempt is
/// none of their business: it must cost nothing.
#[inline]
pub fn watch(event: &Event<'_>) {
    if WATCHED && !matches!(event, Event::Success { attempts: 1, .. }) {
        feed(event);
    }
}

#[cold]
fn feed(event: &Event<'_>) {
    #[cfg(feature = "sites")]
    crate::sites::count(event);
    #[cfg(feature = "metrics")]
    crate::metrics::count(event);
    #[cfg(feature = "tracing")]
    crate::tracing::log(event);
    let _: &Event<'_> = event;
}

/// Where a call stands, for the features that ask for its site after a failure. A
/// constant, which a [`Site`] is not where the compiler has to name it; and of no
/// size where no feature asks, so that the name is then in no program.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    #[cfg(any(feature = "tracing", feature = "metrics", feature = "sites"))]
    site: Named,
}

#[cfg(any(feature = "tracing", feature = "metrics", feature = "sites"))]
#[derive(Clone, Copy, Debug)]
enum Named {
    As(Site),
    By(fn() -> Site),
}

#[cfg(any(feature = "tracing", feature = "metrics", feature = "sites"))]
impl Place {
    /// In a function, by an item inside of it.
    #[must_use]
    #[inline]
    pub const fn of<F: Copy>(_: F) -> Self {
        let site = Named::By(Site::of::<F>);
        Self { site }
    }

    /// At a site that is known.
    #[must_use]
    #[inline]
    pub const fn at(site: Site) -> Self {
        let site = Named::As(site);
        Self { site }
    }

    #[inline]
    #[allow(
        clippy::unnecessary_wraps,
        reason = "without these features there is no site"
    )]
    pub(crate) fn site(self) -> Option<Site> {
        Some(match self.site {
            Named::As(site) => site,
            Named::By(name) => name(),
        })
    }
}

#[cfg(not(any(feature = "tracing", feature = "metrics", feature = "sites")))]
impl Place {
    /// In a function, by an item inside of it.
    #[must_use]
    #[inline]
    pub const fn of<F: Copy>(_: F) -> Self {
        Self {}
    }

    /// At a site that is known.
    #[must_use]
    #[inline]
    pub const fn at(_: Site) -> Self {
        Self {}
    }

    #[inline]
    #[allow(clippy::unused_self, reason = "with a feature it is used")]
    pub(crate) fn site(self) -> Option<Site> {
        None
    }
}
