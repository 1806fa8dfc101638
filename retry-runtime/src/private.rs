//! What generated code may name. No promise of any kind: the attribute and
//! this crate are released together, and nothing else may look in here.

use core::fmt;

use crate::observe::{How, type_name};

pub use core::result::Result::{Err, Ok};
pub use core::time::Duration;

pub use crate::decide::{Call, Decision};
pub use crate::observe::{Event, Show};
pub use crate::{Jitter, Policy};
use crate::{Observer, Outcome};

/// The judges of constant arguments. Each is called at its argument's own place
/// in the source, so that the caret of a failed const evaluation falls there.
pub mod judged {
    use super::{Duration, Policy};
    use crate::PolicyBuilder;

    #[doc(hidden)]
    #[must_use]
    pub const fn policy(arguments: PolicyBuilder) -> Policy {
        arguments.build()
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn max(retries: u32) -> u32 {
        let _valid = Policy::builder().max(retries).build();
        retries
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn base_delay(delay: Duration) -> Duration {
        let _valid = Policy::builder().base_delay(delay).build();
        delay
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn max_delay(delay: Duration) -> Duration {
        let _valid = Policy::builder().max_delay(delay).build();
        delay
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn factor(factor: f64) -> f64 {
        let _valid = Policy::builder().factor(factor).build();
        factor
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn seed(seed: u64) -> u64 {
        seed
    }
}

/// What `policy = …` accepts.
#[diagnostic::on_unimplemented(
    message = "`policy = …` takes a `Policy`, not `{Self}`",
    label = "not a `Policy`, `&Policy` or `Option<Policy>`"
)]
pub trait IntoPolicy {
    /// The policy to retry by.
    fn into_policy(self) -> Policy;
}

impl IntoPolicy for Policy {
    fn into_policy(self) -> Policy {
        self
    }
}

impl IntoPolicy for &Policy {
    fn into_policy(self) -> Policy {
        *self
    }
}

/// `None` is one attempt.
impl<P: IntoPolicy> IntoPolicy for Option<P> {
    fn into_policy(self) -> Policy {
        self.map_or(Policy::SINGLE_ATTEMPT, P::into_policy)
    }
}

/// The policy of `policy = …`.
pub fn policy(given: impl IntoPolicy) -> Policy {
    given.into_policy()
}

/// What a `mut` argument must be: each attempt starts from it as it was passed.
#[diagnostic::on_unimplemented(
    message = "a `mut` argument of `#[retry]` must be `Copy`, and `{Self}` is not: each attempt starts from the argument as passed",
    label = "can't be copied for each attempt",
    note = "take it without `mut`, and write `let mut x = x.clone();` in the body"
)]
pub trait Afresh: Copy {}

impl<T: Copy> Afresh for T {}

/// A `mut` argument at the start of an attempt.
#[inline]
pub fn afresh<T: Afresh>(argument: &T) -> T {
    *argument
}

/// The default way to wait.
pub fn sleep(delay: Duration) {
    crate::sleep::thread(delay);
}

/// Waits by `sleep = path`. The bound makes the compiler reject a path that
/// returns a future, which nobody would await.
pub fn sleep_with(sleep: impl FnOnce(Duration), delay: Duration) {
    sleep(delay);
}

/// Drops an error before the wait, which may be long. Not `core::mem::drop`,
/// about which clippy warns where the error needs no dropping.
#[inline]
pub fn discard<E>(error: E) {
    drop(error);
}

/// [`Outcome::into_result`], in a function so that the span of its call can
/// lie on the return type.
///
/// # Errors
///
/// The failure, where the outcome is one.
#[inline]
pub fn into_result<R: Outcome>(outcome: R) -> Result<R::Value, R::Error> {
    outcome.into_result()
}

/// [`Outcome::from_value`].
#[inline]
pub fn from_value<R: Outcome>(value: R::Value) -> R {
    R::from_value(value)
}

/// [`Outcome::from_error`].
#[inline]
pub fn from_error<R: Outcome>(error: R::Error) -> R {
    R::from_error(error)
}

/// The event of a success.
#[must_use]
pub fn success<'a>(policy: &Policy, call: &Call) -> Event<'a> {
    Event::success(policy, call)
}

/// The event of a failure.
#[must_use]
pub fn failure<'a, E>(
    policy: &Policy,
    call: &Call,
    decision: Decision,
    error: &'a Show<'_, E>,
) -> Event<'a> {
    Event::failure(policy, call, decision, error.shown())
}

/// An error and how to show it.
#[must_use]
pub fn show<E>(error: &E, how: How<E>) -> Show<'_, E> {
    Show::new(error, how)
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

/// Picks how an error is shown, by what the annotated function can see of its
/// type: method lookup on `&&&Look` tries the traits below in order.
#[derive(Debug)]
pub struct Look<'a, E>(pub &'a E);

/// First choice.
pub trait LookDisplay<E> {
    #[doc(hidden)]
    fn __retry_how(&self) -> How<E>;
}

impl<E: fmt::Display> LookDisplay<E> for &&Look<'_, E> {
    fn __retry_how(&self) -> How<E> {
        <E as fmt::Display>::fmt
    }
}

/// Second choice.
pub trait LookDebug<E> {
    #[doc(hidden)]
    fn __retry_how(&self) -> How<E>;
}

impl<E: fmt::Debug> LookDebug<E> for &Look<'_, E> {
    fn __retry_how(&self) -> How<E> {
        <E as fmt::Debug>::fmt
    }
}

/// Last resort.
pub trait LookName<E> {
    #[doc(hidden)]
    fn __retry_how(&self) -> How<E>;
}

impl<E> LookName<E> for Look<'_, E> {
    fn __retry_how(&self) -> How<E> {
        type_name
    }
}
