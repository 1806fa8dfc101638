//! The types that arguments of the attribute accept, with messages for the compiler, and the
//! functions that call the arguments.

use core::time::Duration;

use crate::verdict::Readiness;
use crate::{Classify, Context, Cooldown, GiveUp, Outcome, Policy, RetryBudget, Verdict};

/// The policy of `#[retry]` without arguments. It needs no check.
pub const DEFAULT: Policy = Policy::builder().build();

/// The types that `policy = …` accepts.
#[diagnostic::on_unimplemented(
    message = "`policy = …` takes a `Policy`, not `{Self}`",
    label = "not a `Policy`, `&Policy` or `Option<Policy>`",
    note = "end a builder with `.build()`; handle the `Result` of `try_build` or `parse` before the call, so that a wrong policy is reported"
)]
pub trait IntoPolicy {
    /// The policy of the call.
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

/// `None` is the policy with one attempt.
impl<P: IntoPolicy> IntoPolicy for Option<P> {
    fn into_policy(self) -> Policy {
        self.map_or(Policy::OFF, P::into_policy)
    }
}

/// The types of a field that `#[verdict(retry_after = field)]` reads.
#[diagnostic::on_unimplemented(
    message = "`retry_after` names a field of type `Duration` or `Option<Duration>`, not `{Self}`",
    label = "not a `Duration` or `Option<Duration>`",
    note = "to compute the time, implement `Classify` by hand: `fn verdict(&self) -> Verdict`"
)]
pub trait Pushback {
    /// The verdict on an error with this field.
    fn verdict(&self) -> Verdict;
}

impl Pushback for Duration {
    fn verdict(&self) -> Verdict {
        Verdict::RetryAfter(*self)
    }
}

/// The verdict of `None` is `Retry`.
impl Pushback for Option<Duration> {
    fn verdict(&self) -> Verdict {
        self.map_or(Verdict::Retry, Verdict::RetryAfter)
    }
}

/// The policy in `policy = …`.
pub fn policy(given: impl IntoPolicy) -> Policy {
    given.into_policy()
}

/// The bound on a `mut` argument: each attempt starts with the argument as it was passed.
#[diagnostic::on_unimplemented(
    message = "a `mut` argument of `#[retry]` must be `Copy`, and `{Self}` is not: each attempt starts from the argument as passed",
    label = "can't be copied for each attempt",
    note = "take the argument without `mut`, and write `let mut x = x.clone();` in the body"
)]
pub trait Afresh: Copy {}

// With this attribute, the compiler's error names the whole type, such as `Option<Token>`. Without
// it, the error would ask for `Copy` on `Token`.
#[diagnostic::do_not_recommend]
impl<T: Copy> Afresh for T {}

/// A copy of a `mut` argument, for the start of an attempt.
#[inline]
pub fn afresh<T: Afresh>(argument: &T) -> T {
    *argument
}

/// A clone of a by-value argument, for an attempt that may consume it.
#[inline]
pub fn cloned<T: Clone>(argument: &T) -> T {
    argument.clone()
}

/// Drops an error. This is not the standard library's `drop`, because clippy warns about a call to
/// that function if the error has nothing to drop.
#[inline]
pub fn drop<E>(error: E) {
    core::mem::drop(error);
}

/// Calls `when` with an error. As in the other functions here that take a closure, the bound lets
/// the compiler infer the type of the closure's parameter.
pub fn when<E>(when: impl FnOnce(&E) -> bool, error: &E) -> bool {
    when(error)
}

/// Calls `retry_after` with an error.
pub fn retry_after<E>(retry_after: impl FnOnce(&E) -> Option<Duration>, error: &E) -> Verdict {
    retry_after(error).map_or(Verdict::Retry, Verdict::RetryAfter)
}

/// Calls `classify` with an error.
pub fn classify<E>(classify: impl FnOnce(&E) -> Verdict, error: &E) -> Verdict {
    classify(error)
}

/// The verdict of the error itself, for `classify` without a value.
pub fn own_verdict<E: Classify>(error: &E) -> Verdict {
    error.verdict()
}

/// Calls `until` with a value.
pub fn until<T, A: Readiness>(until: impl FnOnce(&T) -> A, value: &T) -> Verdict {
    until(value).into_verdict()
}

/// The value of `attempt_timeout = expression`, if the expression names an argument. With zero, an
/// attempt times out unless its first poll ends it.
#[must_use]
#[inline]
pub const fn limit(limit: Duration) -> Duration {
    limit
}

/// Makes the context of an attempt.
#[must_use]
pub fn context<E>(
    attempt: u32,
    last_error: Option<&E>,
    elapsed: Duration,
    time_left: Option<Duration>,
) -> Context<'_, E> {
    Context::new(attempt, last_error, elapsed, time_left)
}

/// The type of the last error, in a function with this return type.
pub type LastError<R> = Option<<R as Outcome>::Error>;

/// The final error, changed by `on_give_up`. After a call has given up, `end` is never `None`.
pub fn on_give_up<E>(on_give_up: impl FnOnce(E, &GiveUp) -> E, error: E, end: Option<GiveUp>) -> E {
    match end {
        Some(end) => on_give_up(error, &end),
        None => error,
    }
}

/// Borrows the budget in `budget = place` for one use. The place is a budget, or derefs to one.
#[must_use]
#[inline]
pub const fn budget(budget: &RetryBudget) -> &RetryBudget {
    budget
}

/// Borrows the cooldown in `cooldown = place` for one use.
#[must_use]
#[inline]
pub const fn cooldown(cooldown: &Cooldown) -> &Cooldown {
    cooldown
}
