//! Sites: the places in the source that retry, and their names.

mod log;
mod path;

use core::fmt;
use core::hash::{Hash, Hasher};
#[cfg(feature = "std")]
use std::{borrow::Cow, string::ToString};

pub(crate) use log::SiteLog;

use crate::LogLevel;
use path::{kept, last, of_function};

/// One `#[retry]` in the source, or one retried closure. A site is identified by its name.
///
/// The name is given by `name = "…"`. Without that, it is the path of the function: the crate, the
/// modules and, for a method, the type, so methods of two types are two sites. All instances of a
/// generic function are one site.
///
/// A closure has the name of the function that contains it. A boxed closure and a function pointer
/// have the name of their own type instead, because they hide that function, so give such a call a
/// name.
///
/// The path is that of [`core::any::type_name`], without generic arguments and closures. A compiler
/// may change how it writes paths, so give names to sites that dashboards and overrides depend on.
///
/// ```
/// use retry_runtime::{Event, retry};
///
/// struct Orders;
///
/// impl Orders {
///     #[retry(max = 1, base_delay = "1ms", observe = |event| if let Event::Retry { site, .. } = event {
///         sites.push(site.to_string());
///     })]
///     fn fetch(sites: &mut Vec<String>) -> Option<()> {
///         None
///     }
///
///     #[retry(max = 1, base_delay = "1ms", name = "orders.store", observe = |event| if let Event::Retry { site, .. } = event {
///         sites.push(site.to_string());
///     })]
///     fn store(sites: &mut Vec<String>) -> Option<()> {
///         None
///     }
/// }
///
/// let mut sites = Vec::new();
/// assert_eq!((Orders::fetch(&mut sites), Orders::store(&mut sites)), (None, None));
/// assert!(sites[0].ends_with("::Orders::fetch"));
/// assert_eq!(sites[1], "orders.store");
/// ```
#[derive(Clone, Copy)]
pub struct Site {
    name: Name,
    log: SiteLog,
}

impl PartialEq for Site {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Site {}

impl Hash for Site {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

/// The parts of a profile that name and log a site.
#[derive(Clone, Copy, Debug)]
pub struct SiteDefaults {
    pub(crate) prefix: Option<&'static str>,
    pub(crate) log: SiteLog,
}

impl SiteDefaults {
    /// The defaults of a call without a profile.
    pub(crate) const NONE: Self = Self {
        prefix: None,
        log: SiteLog::UNSET,
    };
}

#[derive(Clone, Copy)]
enum Name {
    /// A name from the user, shown unchanged.
    Given(&'static str),
    /// The name of a type, from the compiler.
    Path(&'static str),
    /// The prefix of a profile, and the name after it.
    Prefixed(&'static str, &'static str),
}

impl Name {
    /// The text to show, in pieces, because there may be no allocator.
    #[inline]
    fn pieces(self) -> impl Iterator<Item = &'static str> {
        let (start, path) = match self {
            Self::Given(name) => (["", "", name], ""),
            Self::Path(path) => ([""; 3], of_function(path)),
            Self::Prefixed(prefix, name) => ([prefix, ".", name], ""),
        };
        start.into_iter().chain(kept(path))
    }

    #[inline]
    fn bytes(self) -> impl Iterator<Item = u8> {
        self.pieces().flat_map(str::bytes)
    }
}

/// Names are equal if their texts are: a closure in a generic function has a different path in each
/// instance of the function.
impl PartialEq for Name {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.bytes().eq(other.bytes())
    }
}

impl Eq for Name {}

impl Hash for Name {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes().for_each(|byte| state.write_u8(byte));
        // `str` ends its hash in this way too.
        state.write_u8(0xff);
    }
}

impl Site {
    /// The site with a name from the user.
    pub(crate) const fn named(name: &'static str) -> Self {
        Self::new(Name::Given(name))
    }

    /// The site of a closure, or of the function that contains an item named [`MARK`].
    #[inline]
    pub(crate) fn of<F>() -> Self {
        Self::new(Name::Path(core::any::type_name::<F>()))
    }

    /// Replaces the log settings.
    #[cfg(any(
        feature = "tracing",
        feature = "metrics",
        feature = "sites",
        feature = "test-util"
    ))]
    #[inline]
    pub(crate) const fn with_log(mut self, log: SiteLog) -> Self {
        self.log = log;
        self
    }

    const fn new(name: Name) -> Self {
        Self {
            name,
            log: SiteLog::UNSET,
        }
    }

    /// Replaces the name of a closure's site. The log settings keep the path, which gives the
    /// module.
    #[must_use]
    #[inline]
    pub(crate) fn renamed(self, name: &'static str) -> Self {
        Self {
            name: Name::Given(name),
            log: self.log_in_place(),
        }
    }

    /// The log settings, with the path of the function if the name is that path.
    #[inline]
    fn log_in_place(self) -> SiteLog {
        match self.name {
            Name::Path(path) => self.log.of_function(path),
            _ => self.log,
        }
    }

    /// The log settings.
    #[cfg(feature = "tracing")]
    #[inline]
    pub(crate) fn log(self) -> SiteLog {
        self.log_in_place()
    }

    /// Sets the module of the function.
    #[must_use]
    #[inline]
    pub(crate) const fn within(mut self, module: &'static str) -> Self {
        self.log = self.log.within(module);
        self
    }

    /// Sets the level at which retries are logged.
    #[must_use]
    #[inline]
    pub(crate) const fn logged(mut self, level: LogLevel) -> Self {
        self.log = self.log.leveled(level);
        self
    }

    /// Applies the defaults of a profile. The prefix precedes the name from the user, or the last
    /// part of the function's path. The level of the site wins over the profile's.
    #[must_use]
    #[inline]
    pub(crate) fn behind(self, defaults: SiteDefaults) -> Self {
        let name = match (defaults.prefix, self.name) {
            (None, name) | (_, name @ Name::Prefixed(..)) => name,
            (Some(prefix), Name::Given(name)) => Name::Prefixed(prefix, name),
            (Some(prefix), Name::Path(path)) => Name::Prefixed(prefix, last(path)),
        };
        let log = self.log_in_place().over(defaults.log);
        Self { name, log }
    }

    /// Returns the name, as `Display` prints it. It is borrowed if possible.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let mut names = Vec::new();
    /// let policy = Policy::default();
    /// let call = policy.retry(|| Some(1)).name("orders.fetch");
    /// let outcome = call.observe_fn(|event| names.push(event.site().name())).call();
    /// assert_eq!((outcome, &*names[0]), (Some(1), "orders.fetch"));
    /// ```
    #[cfg(feature = "std")]
    #[must_use]
    #[inline]
    pub fn name(&self) -> Cow<'static, str> {
        match self.name {
            Name::Given(name) => Cow::Borrowed(name),
            Name::Prefixed(..) => Cow::Owned(self.to_string()),
            Name::Path(path) => {
                let path = of_function(path);
                if path.bytes().any(|byte| matches!(byte, b'<' | b'{')) {
                    Cow::Owned(self.to_string())
                } else {
                    Cow::Borrowed(path)
                }
            }
        }
    }
}

impl fmt::Display for Site {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.name.pieces().try_for_each(|piece| f.write_str(piece))
    }
}

impl fmt::Debug for Site {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::*;
    use std::borrow::ToOwned;

    fn shown(path: &'static str) -> std::string::String {
        let site = Site::new(Name::Path(path));
        assert_eq!(site.name(), site.to_string());
        site.to_string()
    }

    #[test]
    fn a_path_loses_marks_closures_and_generic_arguments() {
        for (path, expected) in [
            ("shop::fetch::__site", "shop::fetch"),
            ("shop::Orders::fetch::__site", "shop::Orders::fetch"),
            (
                "shop::<impl shop::m::Orders<_>>::fetch::{{closure}}::__site",
                "shop::<impl shop::m::Orders>::fetch",
            ),
            (
                "<alloc::vec::Vec<shop::Item<_>> as shop::Fetch>::fetch::__site",
                "<alloc::vec::Vec as shop::Fetch>::fetch",
            ),
            (
                "<&dyn core::ops::Fn(u8) -> alloc::vec::Vec<u8> as shop::Fetch>::fetch::__site",
                "<&dyn core::ops::Fn(u8) -> alloc::vec::Vec as shop::Fetch>::fetch",
            ),
            ("shop::Map<fn() -> u8>::get", "shop::Map::get"),
            (
                "shop::run::{{closure}}::{{closure}}::inner<&str>",
                "shop::run::inner",
            ),
            ("&mut shop::run::{{closure}}", "shop::run"),
            ("&&mut &shop::mutual::run", "shop::mutual::run"),
            ("shop::Field<'<'>::get::__site", "shop::Field::get"),
            ("shop::Field<'>'>::get::__site", "shop::Field::get"),
            (
                "<shop::Field<'a', '<', '>', '\\''> as shop::Fetch>::get::__site",
                "<shop::Field as shop::Fetch>::get",
            ),
        ] {
            assert_eq!(shown(path), expected);
        }
    }

    fn behind(prefix: &'static str) -> SiteDefaults {
        SiteDefaults {
            prefix: Some(prefix),
            ..SiteDefaults::NONE
        }
    }

    #[test]
    fn a_prefix_stands_before_the_name_of_the_function_alone() {
        for (path, expected) in [
            ("shop::Orders::fetch::__site", "storage.fetch"),
            (
                "<shop::Vec<shop::Item<_>> as shop::Fetch>::fetch::__site",
                "storage.fetch",
            ),
            (
                "shop::run::{{closure}}::{{closure}}::inner<&str>::{{closure}}",
                "storage.inner",
            ),
            ("&mut shop::run::{{closure}}", "storage.run"),
        ] {
            let site = Site::new(Name::Path(path)).behind(behind("storage"));
            assert_eq!(
                (site.to_string(), &*site.name()),
                (expected.to_owned(), expected)
            );
        }
        let named = Site::named("orders::get").behind(behind("storage"));
        assert_eq!(named.to_string(), "storage.orders::get");
    }

    #[test]
    fn a_given_name_is_shown_as_it_is() {
        let name = "orders<eu>::{{closure}}::__site";
        assert_eq!(Site::named(name).to_string(), name);
        assert_eq!(Site::named(name).name(), name);
    }
}
