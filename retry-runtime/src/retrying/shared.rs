//! The parts of a call that other calls share: a budget, a cooldown, or a profile. They are kept
//! apart from the other settings because the loop reads them while those settings are borrowed.

use core::future::Future;
use core::ops::Deref;

use super::attempt::Lending;
use super::blocking::Blocking;
use super::context::WithContext;
use super::future::{Async, LimitedAsync, RunAsync};
use super::state::ClosureState;
use super::{Context, Retrying};
use crate::call::Call;
use crate::cooldown::{CooledAttempt, Cooling};
use crate::error_text::ByDisplay;
use crate::profile::SharedObserver;
use crate::site::SiteDefaults;
use crate::{Cooldown, Outcome, Profile, RetryBudget, Timer, Verdict};

/// The shared parts of a call: none, a budget, or a profile.
pub trait Shared<E> {
    /// The state that a call needs for these parts, if its other settings need `C`.
    type State<C: ClosureState>: ClosureState;

    /// The same parts with another budget.
    type Paid<'b>;

    /// Sets the budget.
    fn paid(self, budget: &RetryBudget) -> Self::Paid<'_>;

    /// The budget that pays for retries.
    #[inline]
    fn budget(&self) -> Option<&RetryBudget> {
        None
    }

    /// The meaning of an error, if no setting judges it.
    #[inline]
    fn judge(&self, _: &E) -> Verdict {
        Verdict::Retry
    }

    /// The observer, if the call has none of its own.
    #[inline]
    fn observer(&self) -> Option<SharedObserver> {
        None
    }

    /// The name prefix and log level of a site, used if no setting gives them.
    #[inline]
    fn site_defaults(&self) -> SiteDefaults {
        SiteDefaults::NONE
    }

    /// The wait of an attempt for the cooldown.
    type Cooling: CooledAttempt + RunAsync + Send;

    /// The cooldown that holds attempts back.
    #[inline]
    fn cooldown(&self) -> Option<&Cooldown> {
        None
    }
}

impl<E> Shared<E> for () {
    type State<C: ClosureState> = C;
    type Paid<'b> = &'b RetryBudget;
    type Cooling = Cooling<0>;

    #[inline]
    fn paid(self, budget: &RetryBudget) -> &RetryBudget {
        budget
    }
}

impl<E> Shared<E> for &RetryBudget {
    type State<C: ClosureState> = Call;
    type Paid<'b> = &'b RetryBudget;
    type Cooling = Cooling<0>;

    #[inline]
    fn paid(self, budget: &RetryBudget) -> &RetryBudget {
        budget
    }

    #[inline]
    fn budget(&self) -> Option<&RetryBudget> {
        Some(self)
    }
}

#[cfg(feature = "tower")]
impl<E> Shared<E> for std::sync::Arc<RetryBudget> {
    type State<C: ClosureState> = Call;
    type Paid<'b> = &'b RetryBudget;
    type Cooling = Cooling<0>;

    #[inline]
    fn paid(self, budget: &RetryBudget) -> &RetryBudget {
        budget
    }

    #[inline]
    fn budget(&self) -> Option<&RetryBudget> {
        Some(self)
    }
}

/// The shared parts with another cooldown.
#[derive(Clone, Debug)]
pub struct Cooled<P, B> {
    pub(crate) others: B,
    pub(crate) cooldown: Option<P>,
}

impl<P, B> Cooled<P, B> {
    #[inline]
    pub(crate) const fn new(others: B, cooldown: Option<P>) -> Self {
        Self { others, cooldown }
    }
}

impl<E, P: Deref<Target = Cooldown>, B: Shared<E>> Shared<E> for Cooled<P, B> {
    type State<C: ClosureState> = B::State<C>;
    type Paid<'b> = Cooled<P, B::Paid<'b>>;

    #[inline]
    fn paid(self, budget: &RetryBudget) -> Cooled<P, B::Paid<'_>> {
        Cooled {
            others: self.others.paid(budget),
            cooldown: self.cooldown,
        }
    }

    #[inline]
    fn budget(&self) -> Option<&RetryBudget> {
        self.others.budget()
    }

    #[inline]
    fn judge(&self, error: &E) -> Verdict {
        self.others.judge(error)
    }

    #[inline]
    fn observer(&self) -> Option<SharedObserver> {
        self.others.observer()
    }

    #[inline]
    fn site_defaults(&self) -> SiteDefaults {
        self.others.site_defaults()
    }

    type Cooling = Cooling<1>;

    #[inline]
    fn cooldown(&self) -> Option<&Cooldown> {
        self.cooldown.as_deref()
    }
}

/// A profile, and the budget of the call.
#[derive(Debug)]
pub struct Profiled<'p, 'b, E> {
    profile: &'p Profile<E>,
    budget: Option<&'b RetryBudget>,
}

impl<'p, E> Shared<E> for Profiled<'p, '_, E> {
    type State<C: ClosureState> = Call;
    type Paid<'b> = Profiled<'p, 'b, E>;
    type Cooling = Cooling<0>;

    #[inline]
    fn paid(self, budget: &RetryBudget) -> Profiled<'p, '_, E> {
        Profiled {
            profile: self.profile,
            budget: Some(budget),
        }
    }

    #[inline]
    fn budget(&self) -> Option<&RetryBudget> {
        self.budget
    }

    #[inline]
    fn judge(&self, error: &E) -> Verdict {
        self.profile.verdict(error)
    }

    #[inline]
    fn observer(&self) -> Option<SharedObserver> {
        self.profile.observer()
    }

    #[inline]
    fn site_defaults(&self) -> SiteDefaults {
        self.profile.site_defaults()
    }
}

/// A blocking call with a profile.
type ByProfile<'p, F, R, E> =
    Retrying<'p, F, R, Blocking, (), ByDisplay, Cooled<&'p Cooldown, Profiled<'p, 'p, E>>>;

/// An async call with a profile.
type AsyncByProfile<'p, F, R, E> = Retrying<
    'p,
    F,
    R,
    LimitedAsync<Timer, E>,
    (),
    ByDisplay,
    Cooled<&'p Cooldown, Profiled<'p, 'p, E>>,
>;

impl<E> Profile<E> {
    /// Retries a closure with this profile: [`Policy::retry`](crate::Policy::retry) plus the
    /// profile's classifier, budget, observer, name prefix and log level.
    ///
    /// The methods of the call win over the profile: `.when(…)`, `.retry_after(…)` and
    /// `.classify(…)` replace its classifier, `.budget(…)` its budget, `.cooldown(…)` its
    /// cooldown, and `.observe(…)` its observer.
    ///
    /// ```
    /// use retry_runtime::{Policy, Profile, Verdict};
    ///
    /// const PROFILE: Profile<u16> = Profile::new(Policy::builder().build())
    ///     .classify(|status| if *status >= 500 { Verdict::Retry } else { Verdict::Stop });
    ///
    /// let mut calls = 0;
    /// let outcome = PROFILE
    ///     .retry(|| {
    ///         calls += 1;
    ///         Err::<(), _>(if calls < 3 { 503 } else { 404 })
    ///     })
    ///     .sleep(|_| ())
    ///     .call();
    /// assert_eq!((outcome, calls), (Err(404), 3));
    /// ```
    #[inline]
    pub fn retry<F, R>(&self, attempt: F) -> ByProfile<'_, F, R, E>
    where
        F: FnMut() -> R,
        R: Outcome<Error = E>,
    {
        Retrying::new(self.policy(), self.shared(), attempt, Blocking::DEFAULT)
    }

    /// Like [`retry`](Self::retry), for a closure that takes the [`Context`] of its attempt. See
    /// [`Policy::retry_with`](crate::Policy::retry_with).
    ///
    /// ```
    /// use retry_runtime::{Policy, Profile};
    ///
    /// let profile: Profile<&str> = Profile::new(Policy::default());
    /// let outcome = profile
    ///     .retry_with(|context| match context.attempt() {
    ///         1 => Err("not yet"),
    ///         attempt => Ok(attempt),
    ///     })
    ///     .sleep(|_| ())
    ///     .call();
    /// assert_eq!(outcome, Ok(2));
    /// ```
    pub fn retry_with<F, R>(&self, attempt: F) -> ByProfile<'_, WithContext<F, E>, R, E>
    where
        F: FnMut(&Context<'_, E>) -> R,
        R: Outcome<Error = E>,
    {
        let attempt = WithContext::new(attempt);
        Retrying::new(self.policy(), self.shared(), attempt, Blocking::DEFAULT)
    }

    /// Retries an async call with this profile: [`Policy::retry_async`](crate::Policy::retry_async)
    /// plus the parts of the profile, including its `attempt_timeout`.
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use std::time::Duration;
    /// use retry_runtime::{Policy, Profile};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let profile: Profile<std::io::Error> =
    ///     Profile::new(Policy::default()).attempt_timeout(Duration::from_secs(1));
    /// let outcome = profile.retry_async(|| async { std::future::pending().await }).call().await;
    /// let error: std::io::Error = Result::<(), _>::unwrap_err(outcome);
    /// assert_eq!(error.to_string(), "the attempt took longer than 1s");
    /// # }) }
    /// ```
    #[inline]
    pub fn retry_async<F, D>(&self, attempt: F) -> AsyncByProfile<'_, F, D::Output, E>
    where
        F: FnMut() -> D,
        D: Future<Output: Outcome<Error = E>>,
    {
        Retrying::new(self.policy(), self.shared(), attempt, self.wait())
    }

    /// Like [`retry_async`](Self::retry_async), for an async closure whose futures borrow from it.
    /// See [`Policy::retry_async_mut`](crate::Policy::retry_async_mut).
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use retry_runtime::{Policy, Profile};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let profile: Profile<&str> = Profile::new(Policy::default());
    /// let mut calls = 0;
    /// let outcome = profile
    ///     .retry_async_mut(async || {
    ///         calls += 1;
    ///         if calls < 3 { Err("not yet") } else { Ok("done") }
    ///     })
    ///     .call()
    ///     .await;
    /// assert_eq!((outcome, calls), (Ok("done"), 3));
    /// # }) }
    /// ```
    #[inline]
    pub fn retry_async_mut<F, R>(&self, attempt: F) -> AsyncByProfile<'_, Lending<F>, R, E>
    where
        F: AsyncFnMut() -> R,
        R: Outcome<Error = E>,
    {
        Retrying::new(self.policy(), self.shared(), Lending(attempt), self.wait())
    }

    /// Like [`retry_async_mut`](Self::retry_async_mut), for an async closure that takes the
    /// [`Context`] of its attempt. See
    /// [`Policy::retry_async_with`](crate::Policy::retry_async_with).
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use retry_runtime::{Policy, Profile};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let profile: Profile<&str> = Profile::new(Policy::default());
    /// let outcome = profile
    ///     .retry_async_with(async |context| match context.attempt() {
    ///         1 => Err("not yet"),
    ///         attempt => Ok(attempt),
    ///     })
    ///     .call()
    ///     .await;
    /// assert_eq!(outcome, Ok(2));
    /// # }) }
    /// ```
    pub fn retry_async_with<F, R>(&self, attempt: F) -> AsyncByProfile<'_, WithContext<F, E>, R, E>
    where
        F: AsyncFnMut(&Context<'_, E>) -> R,
        R: Outcome<Error = E>,
    {
        let attempt = WithContext::new(attempt);
        Retrying::new(self.policy(), self.shared(), attempt, self.wait())
    }

    fn shared(&self) -> Cooled<&Cooldown, Profiled<'_, '_, E>> {
        let shared = Profiled {
            profile: self,
            budget: self.shared_budget(),
        };
        Cooled::new(shared, self.shared_cooldown())
    }

    fn wait(&self) -> LimitedAsync<Timer, E> {
        Async::limited(self.attempt_limit())
    }
}
