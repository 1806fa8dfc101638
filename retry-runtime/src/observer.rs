//! The observers of a call's events.

use crate::Event;

/// Listens to the events of a call.
///
/// A [`Report`](crate::Report) is an observer. So is a `&mut` to an observer, and so is a pair of
/// observers, which are notified in order.
///
/// In the attribute, `observe = expr` names one observer, and `observe(a, b)` several. Each of them
/// is a closure, or a place that can be borrowed at each event, such as a `&mut` argument or a
/// field. For a retried closure, pass an observer to [`observe`](crate::Retrying::observe), or a
/// closure to [`observe_fn`](crate::Retrying::observe_fn).
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Event, Observer, retry};
///
/// #[derive(Default)]
/// struct Waited(Duration);
///
/// impl Observer for Waited {
///     fn observe(&mut self, event: &Event<'_>) {
///         if let Event::Retry { delay, .. } = event {
///             self.0 += *delay;
///         }
///     }
/// }
///
/// #[retry(max = 2, base_delay = "1ms", observe = waited)]
/// fn always_fails(waited: &mut Waited) -> Result<(), String> {
///     Err("no".to_owned())
/// }
///
/// let mut waited = Waited::default();
/// assert!(always_fails(&mut waited).is_err());
/// assert_eq!(waited.0, Duration::from_millis(3));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an `Observer`",
    note = "an observer is a `Report`, a pair of observers, or a type that implements `Observer`; `observe_fn` takes a closure"
)]
pub trait Observer {
    /// Handles an event. The call runs this method after the attempt and before the delay, so a
    /// slow observer delays the call. The call does not catch a panic of an observer.
    ///
    /// ```
    /// use retry_runtime::{Event, Observer, Policy, Report, Status};
    ///
    /// /// Passes on the events of calls that fail.
    /// struct GiveUps<O>(O);
    ///
    /// impl<O: Observer> Observer for GiveUps<O> {
    ///     fn observe(&mut self, event: &Event<'_>) {
    ///         if matches!(event, Event::GiveUp { .. }) {
    ///             self.0.observe(event);
    ///         }
    ///     }
    /// }
    ///
    /// let mut report = Report::new();
    /// let policy = Policy::default();
    /// let call = policy.retry(|| None::<()>).sleep(|_| ());
    /// assert_eq!(call.observe(&mut GiveUps(&mut report)).call(), None);
    /// assert_eq!((report.status, report.attempts.len()), (Status::Failed, 1));
    /// ```
    fn observe(&mut self, event: &Event<'_>);
}

/// An observer that does nothing.
impl Observer for () {
    fn observe(&mut self, _: &Event<'_>) {}
}

/// A borrowed observer. It can be chosen at run time: `&mut dyn Observer`.
impl<O: Observer + ?Sized> Observer for &mut O {
    fn observe(&mut self, event: &Event<'_>) {
        (**self).observe(event);
    }
}

/// Two observers, which are notified in order.
impl<A: Observer, B: Observer> Observer for (A, B) {
    fn observe(&mut self, event: &Event<'_>) {
        self.0.observe(event);
        self.1.observe(event);
    }
}
