//! What generated code may name. No promise of any kind: the attribute and
//! this crate are released together, and nothing else may look in here.

use core::future::Future;

pub use crate::shown::{
    ByDebug, ByDisplay, ByName, How, Look, LookDebug, LookDisplay, LookError, LookName, Way,
    WithSources,
};
use crate::sleep::{Wait, wait, wait_async};

pub use core::option::Option::{None, Some};
pub use core::result::Result::{Err, Ok};
pub use core::time::Duration;

pub use crate::__retry_complete as complete;
pub use crate::clock::{AsyncClock, Clock};
#[cfg(rust_analyzer)]
pub use crate::completion::arguments;
pub use crate::decide::{BareCall, Call, Case, Decision};
pub use crate::observe::Event;
pub use crate::shown::Show;
pub use crate::timeout::within;
pub use crate::watch::{Place, watch};
use crate::{AsyncSleep, Observer, Outcome, Retry, Site, Sleep, Thread, TimeoutError, Timer};
pub use crate::{Backoff, Jitter, Policy, RetryBudget, Verdict};

/// The policy of `#[retry]` where nothing is written, and so nothing to be judged.
pub const DEFAULT: Policy = Policy::builder().build();

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
    pub const fn max_attempts(attempts: u32) -> u32 {
        let _valid = Policy::builder().max_attempts(attempts).build();
        attempts
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

    /// With the shortest of base delays: which it must be longer than is judged
    /// with the policy as a whole.
    #[doc(hidden)]
    #[must_use]
    pub const fn max_elapsed(limit: Duration) -> Duration {
        let shortest = Policy::builder().base_delay(Duration::from_nanos(1));
        let _valid = shortest.max_elapsed(limit).build();
        limit
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn attempt_timeout(limit: Duration) -> Duration {
        assert!(
            !limit.is_zero(),
            "`attempt_timeout` must be greater than zero, for example `2s`"
        );
        limit
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
    label = "not a `Policy`, `&Policy` or `Option<Policy>`",
    note = "a builder ends in `.build()`; what `try_build` and `parse` return is taken apart before, so that the caller hears of a bad policy"
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

// Reported of the whole type: of `Option<Token>`, and not of the `Token` in it, to which
// the compiler would have `Copy` added.
#[diagnostic::do_not_recommend]
impl<T: Copy> Afresh for T {}

/// A `mut` argument at the start of an attempt.
#[inline]
pub fn afresh<T: Afresh>(argument: &T) -> T {
    *argument
}

/// A by-value argument at the start of an attempt that may consume it.
#[inline]
pub fn cloned<T: Clone>(argument: &T) -> T {
    argument.clone()
}

/// Drops an error. The standard library's own `drop` would do, but for clippy, which
/// warns of a call to it with what has nothing to drop.
#[inline]
pub fn drop<E>(error: E) {
    core::mem::drop(error);
}

/// What `when` says of an error. As for all closures here, the bound lets the
/// type of the parameter be inferred.
pub fn when<E>(when: impl FnOnce(&E) -> bool, error: &E) -> bool {
    when(error)
}

/// What `retry_after` says of an error.
pub fn retry_after<E>(retry_after: impl FnOnce(&E) -> Option<Duration>, error: &E) -> Verdict {
    retry_after(error).map_or(Verdict::Retry, Verdict::RetryAfter)
}

/// What `classify` says of an error.
pub fn classify<E>(classify: impl FnOnce(&E) -> Verdict, error: &E) -> Verdict {
    classify(error)
}

/// What `until` says of a value.
pub fn until<T>(until: impl FnOnce(&T) -> bool, value: &T) -> bool {
    until(value)
}

/// Tells `on_retry`, where the decision is to retry.
pub fn on_retry<E>(
    on_retry: impl FnOnce(&Retry<'_, E>),
    policy: &Policy,
    call: &Call,
    decision: Decision,
    error: Option<&E>,
) {
    if let Some(retry) = Retry::new(policy, call, decision, error) {
        on_retry(&retry);
    }
}

/// `budget = place`, for the time of a use: a budget, or what derefs to one.
#[must_use]
#[inline]
pub const fn budget(budget: &RetryBudget) -> &RetryBudget {
    budget
}

/// The default way to wait of a blocking call.
pub const THREAD: Thread = Thread;
/// The default way to wait of an async call.
pub const TIMER: Timer = Timer;

/// Waits by default. Generic, so that a missing way to wait is an error of the
/// annotated function.
pub fn sleep(mut thread: impl Sleep, delay: Duration) {
    wait(delay, |delay| thread.sleep(delay));
}

/// Waits by `sleep = path`. The bound makes the compiler reject a path that
/// returns a future, which nobody would await.
pub fn sleep_with(sleep: impl FnOnce(Duration), delay: Duration) {
    wait(delay, sleep);
}

/// Waits by default, in an async call.
#[cfg(any(feature = "tokio", feature = "futures-timer"))]
pub fn sleep_async<T: AsyncSleep>(_: T, delay: Duration) -> impl Future<Output = ()> {
    wait_async(delay, crate::sleep::timer)
}

/// Not callable, since nothing implements the bound.
#[cfg(not(any(feature = "tokio", feature = "futures-timer")))]
pub fn sleep_async<T: AsyncSleep>(_: T, _: Duration) -> core::future::Ready<()> {
    core::future::ready(())
}

/// What `sleep` returns in an async call.
#[diagnostic::on_unimplemented(
    message = "the `sleep` of an async function returns a future, and this one returns `{Self}`",
    label = "not a function from a `Duration` to a future without output",
    note = "for example `sleep = tokio::time::sleep`"
)]
pub trait Waiting<Kind> {
    /// The future itself.
    type Future: Future<Output = ()>;

    #[doc(hidden)]
    fn waiting(self) -> Self::Future;
}

/// The [`Waiting`] of a future.
#[derive(Debug)]
pub enum AFuture {}

impl<F: Future<Output = ()>> Waiting<AFuture> for F {
    type Future = F;

    #[inline]
    fn waiting(self) -> F {
        self
    }
}

/// The [`Waiting`] of nothing. With one implementation for every type, the compiler
/// takes it for that of what is no future too, and its `.await` is an error once
/// more. Having to choose between two, it finds that there is none.
#[derive(Debug)]
pub enum Nothing {}

/// Implemented by no type.
pub trait Never {}

impl<N: Never> Waiting<Nothing> for N {
    type Future = core::future::Pending<()>;

    fn waiting(self) -> Self::Future {
        core::future::pending()
    }
}

/// Waits by `sleep = path`, in an async call.
#[inline]
pub fn sleep_async_with<F: Waiting<Kind>, Kind>(
    sleep: impl FnOnce(Duration) -> F,
    delay: Duration,
) -> Wait<F::Future> {
    wait_async(delay, |delay| sleep(delay).waiting())
}

/// The timer of an attempt, by default.
#[cfg(any(feature = "tokio", feature = "futures-timer"))]
pub fn limit_async<T: AsyncSleep>(_: T, limit: Duration) -> impl Future<Output = ()> {
    crate::sleep::limit_async(limit, crate::sleep::timer)
}

/// Not callable, since nothing implements the bound.
#[cfg(not(any(feature = "tokio", feature = "futures-timer")))]
pub fn limit_async<T: AsyncSleep>(_: T, _: Duration) -> core::future::Ready<()> {
    core::future::ready(())
}

/// The timer of an attempt, by `sleep = path`.
#[inline]
pub fn limit_async_with<F: Waiting<Kind>, Kind>(
    sleep: impl FnOnce(Duration) -> F,
    limit: Duration,
) -> Wait<F::Future> {
    crate::sleep::limit_async(limit, |limit| sleep(limit).waiting())
}

/// The outcome of an attempt that took longer than `attempt_timeout`.
#[must_use]
pub fn timed_out<R: Outcome>(limit: Duration) -> R
where
    R::Error: TimeoutError,
{
    R::from_error(R::Error::timed_out(limit))
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
    error: Option<&'a Show<'_, E>>,
    budget: Option<&RetryBudget>,
) -> Event<'a> {
    Event::new(site, policy, call, decision, error, budget)
}

/// An error and how to show it.
#[must_use]
pub fn show<E>(error: &E, how: impl Way<E>) -> Show<'_, E> {
    Show::new(error, how.how())
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
