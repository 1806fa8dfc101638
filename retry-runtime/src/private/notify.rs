//! Telling as generated code does it.

use crate::call::Call;
use crate::decide::Decision;
use crate::error_text::{FormatMarker, FormattedError};
use crate::{Event, Observer, Policy, Retry, RetryBudget, Site, notify};

/// Tells `on_retry`, where the decision is to retry.
pub fn on_retry<E>(
    on_retry: impl FnOnce(&Retry<'_, E>),
    policy: &Policy,
    call: &Call,
    decision: Decision,
    error: Option<&E>,
) {
    if let Some(retry) = notify::retry(policy, call, decision, error) {
        on_retry(&retry);
    }
}

/// The site of `name = "…"`.
#[must_use]
#[inline]
pub const fn named(name: &'static str) -> Site {
    Site::named(name)
}

/// The site of a function, by an item inside of it.
#[must_use]
#[inline]
pub fn site<F: Copy>(_: F) -> Site {
    Site::of::<F>()
}

/// What to tell the observers of a decision.
#[must_use]
pub fn event<'a, E>(
    site: Site,
    policy: &Policy,
    call: &Call,
    decision: Decision,
    error: Option<&'a FormattedError<'_, E>>,
    budget: Option<&RetryBudget>,
) -> Event<'a> {
    notify::event(site, policy, call, decision, error, budget)
}

/// An error and how to show it.
#[must_use]
pub fn show<E>(error: &E, how: impl FormatMarker<E>) -> FormattedError<'_, E> {
    FormattedError::new(error, how.how())
}

/// Tells a closure that is written in `observe = …`: the bound lets its
/// parameter's type be inferred.
pub fn tell(mut closure: impl FnMut(&Event<'_>), event: &Event<'_>) {
    closure(event);
}

/// `observe = place` where the place is, or borrows uniquely, an observer. By
/// method call, so that a `&mut` argument is reborrowed and not moved.
pub trait ObserveUnique {
    #[doc(hidden)]
    fn __retry_observe(&mut self, event: &Event<'_>);
}

impl<O: Observer + ?Sized> ObserveUnique for O {
    fn __retry_observe(&mut self, event: &Event<'_>) {
        self.observe(event);
    }
}

/// `observe = place` where the place is a shared reference that observes: it
/// need not be a `mut` variable. Method lookup finds this one first.
pub trait ObserveShared {
    #[doc(hidden)]
    fn __retry_observe(self, event: &Event<'_>);
}

impl<O: ?Sized> ObserveShared for &O
where
    for<'a> &'a O: Observer,
{
    fn __retry_observe(self, event: &Event<'_>) {
        let mut observer = self;
        observer.observe(event);
    }
}
