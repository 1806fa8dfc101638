//! The functions by which generated code names its site and tells observers.

use crate::error_text::{ErrorFormat, FormatMarker};
use crate::{Event, LogLevel, Observer, Retry, Site};

/// The site of `name = "…"`.
#[must_use]
#[inline]
pub const fn named(name: &'static str) -> Site {
    Site::named(name)
}

/// The site in its module: for the target in the log.
#[must_use]
#[inline]
pub const fn placed(site: Site, module: &'static str) -> Site {
    site.within(module)
}

/// The site of `log = level`.
#[must_use]
#[inline]
pub const fn logged(site: Site, level: LogLevel) -> Site {
    site.logged(level)
}

/// The value of `name = expression`.
#[must_use]
#[inline]
pub const fn name(name: &'static str) -> &'static str {
    name
}

/// The site of a function, by an item inside of it.
#[must_use]
#[inline]
pub fn site<F: Copy>(_: F) -> Site {
    Site::of::<F>()
}

/// The format that a marker stands for.
pub fn format<E>(marker: impl FormatMarker<E>) -> ErrorFormat<E> {
    marker.into_format()
}

/// Tells `on_retry`. As for all closures here, the bound lets the type of the parameter be
/// inferred.
pub fn on_retry<E>(on_retry: impl FnOnce(&Retry<'_, E>), retry: &Retry<'_, E>) {
    on_retry(retry);
}

/// Tells a closure that is written in `observe = …`: the bound lets its
/// parameter's type be inferred.
pub fn tell(mut closure: impl FnMut(&Event<'_>), event: &Event<'_>) {
    closure(event);
}

/// An [`Observer`], or a closure that takes an event: `Kind` keeps the two apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an `Observer`",
    note = "an observer is a `Report`, a closure `|event: &Event<'_>| …`, a pair of observers, or a type that implements `Observer`"
)]
pub trait Hears<Kind> {
    fn hear(&mut self, event: &Event<'_>);
}

/// The [`Hears`] of an observer.
#[derive(Debug)]
pub enum AnObserver {}

impl<O: Observer + ?Sized> Hears<AnObserver> for O {
    fn hear(&mut self, event: &Event<'_>) {
        self.observe(event);
    }
}

/// The [`Hears`] of a closure.
#[derive(Debug)]
pub enum AClosure {}

impl<F: FnMut(&Event<'_>) + ?Sized> Hears<AClosure> for F {
    fn hear(&mut self, event: &Event<'_>) {
        self(event);
    }
}

/// `observe = place`, if the place is or borrows uniquely an observer. By method call,
/// so that a `&mut` argument is reborrowed and not moved.
pub trait ObserveUnique<Kind> {
    fn __retry_observe(&mut self, event: &Event<'_>);
}

impl<Kind, O: Hears<Kind> + ?Sized> ObserveUnique<Kind> for O {
    fn __retry_observe(&mut self, event: &Event<'_>) {
        self.hear(event);
    }
}

/// `observe = place`, if the place is a shared reference that observes: it need not be a
/// `mut` variable. Method lookup finds this trait first.
pub trait ObserveShared<Kind> {
    fn __retry_observe(self, event: &Event<'_>);
}

impl<Kind, O: ?Sized> ObserveShared<Kind> for &O
where
    for<'a> &'a O: Hears<Kind>,
{
    fn __retry_observe(mut self, event: &Event<'_>) {
        self.hear(event);
    }
}
