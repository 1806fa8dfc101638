//! The functions with which generated code names its site and notifies observers.

use crate::error_text::{ErrorFormat, FormatMarker};
use crate::{Event, LogLevel, Observer, Retry, Site};

/// The site in `name = "…"`.
#[must_use]
#[inline]
pub const fn named(name: &'static str) -> Site {
    Site::named(name)
}

/// Sets the module of a site, for the target in the log.
#[must_use]
#[inline]
pub const fn placed(site: Site, module: &'static str) -> Site {
    site.within(module)
}

/// Sets the log level of a site: `log = level`.
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

/// The site of the function that contains this item.
#[must_use]
#[inline]
pub fn site<F: Copy>(_: F) -> Site {
    Site::of::<F>()
}

/// The function that shows an error in the way that a marker stands for.
pub fn format<E>(marker: impl FormatMarker<E>) -> ErrorFormat<E> {
    marker.into_format()
}

/// Calls `on_retry`. The bound lets the compiler infer the type of the closure's parameter.
pub fn on_retry<E>(on_retry: impl FnOnce(&Retry<'_, E>), retry: &Retry<'_, E>) {
    on_retry(retry);
}

/// Calls a closure that is written in `observe = …`. The bound lets the compiler infer the type of
/// its parameter.
pub fn notify(mut closure: impl FnMut(&Event<'_>), event: &Event<'_>) {
    closure(event);
}

/// An [`Observer`], or a closure that takes an event. `Kind` keeps the two impls apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an `Observer`",
    note = "an observer is a `Report`, a closure `|event: &Event<'_>| …`, a pair of observers, or a type that implements `Observer`"
)]
pub trait Notify<Kind> {
    fn notify(&mut self, event: &Event<'_>);
}

/// The `Kind` of an observer.
#[derive(Debug)]
pub enum AnObserver {}

impl<O: Observer + ?Sized> Notify<AnObserver> for O {
    fn notify(&mut self, event: &Event<'_>) {
        self.observe(event);
    }
}

/// The `Kind` of a closure.
#[derive(Debug)]
pub enum AClosure {}

impl<F: FnMut(&Event<'_>) + ?Sized> Notify<AClosure> for F {
    fn notify(&mut self, event: &Event<'_>) {
        self(event);
    }
}

/// Notifies `observe = place`, if the place is an observer or borrows one with `&mut`. A method
/// call reborrows a `&mut` argument and does not move it.
pub trait ObserveUnique<Kind> {
    fn __retry_observe(&mut self, event: &Event<'_>);
}

impl<Kind, O: Notify<Kind> + ?Sized> ObserveUnique<Kind> for O {
    fn __retry_observe(&mut self, event: &Event<'_>) {
        self.notify(event);
    }
}

/// Notifies `observe = place`, if the place is a shared reference that is an observer. The variable
/// need not be `mut`. Method lookup finds this trait first.
pub trait ObserveShared<Kind> {
    fn __retry_observe(self, event: &Event<'_>);
}

impl<Kind, O: ?Sized> ObserveShared<Kind> for &O
where
    for<'a> &'a O: Notify<Kind>,
{
    fn __retry_observe(mut self, event: &Event<'_>) {
        self.notify(event);
    }
}
