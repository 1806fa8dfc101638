//! Closures that are retried with a profile.

use core::borrow::Borrow;
use core::future::Future;

use super::async_wait::{Async, LimitedAsync};
use super::attempt::{Lending, WithContext};
use super::blocking_wait::Blocking;

use super::shared::{Budgeted, Cooled, Payable, Shared};
use super::{Context, Retrying};
use crate::call::Call;
use crate::cooldown::Cooling;
use crate::error_text::ByDisplay;
use crate::profile::SharedObserver;
use crate::site::SiteDefaults;
use crate::steps::CallSteps;
use crate::{Cooldown, Outcome, Profile, RetryBudget, Timer, Verdict};

/// A profile, and the budget of the call, which replaces the profile's.
#[derive(Clone, Copy, Debug)]
pub struct Profiled<P, B> {
    profile: P,
    budget: B,
}

impl<E, P: Borrow<Profile<E>>, B: Shared<E>> Shared<E> for Profiled<P, B> {
    type State<C: CallSteps> = Call;
    type Cooling = Cooling<0>;

    #[inline]
    fn budget(&self) -> Option<&RetryBudget> {
        self.budget.budget()
    }

    #[inline]
    fn judge(&self, error: &E) -> Verdict {
        self.profile.borrow().verdict(error)
    }

    #[inline]
    fn observer(&self) -> Option<SharedObserver> {
        self.profile.borrow().observer()
    }

    #[inline]
    fn site_defaults(&self) -> SiteDefaults {
        self.profile.borrow().site_defaults()
    }
}

impl<N, P, B: Payable<N>> Payable<N> for Profiled<P, B> {
    type Paid = Profiled<P, B::Paid>;

    #[inline]
    fn pay(self, budget: N) -> Profiled<P, B::Paid> {
        Profiled {
            profile: self.profile,
            budget: self.budget.pay(budget),
        }
    }
}

/// The shared parts of a profile, which the call borrows or owns.
pub(crate) type OfProfile<P> =
    Cooled<&'static Cooldown, Profiled<P, Budgeted<&'static RetryBudget>>>;

/// The shared parts of a call with this profile.
#[inline]
pub(crate) fn of_profile<E, P: Borrow<Profile<E>>>(profile: P) -> OfProfile<P> {
    let budget = Budgeted(profile.borrow().shared_budget());
    let cooldown = profile.borrow().shared_cooldown();
    let others = Profiled { profile, budget };
    Cooled { others, cooldown }
}

/// A blocking call with a profile.
type ByProfile<'p, F, R, E> =
    Retrying<'p, F, R, Blocking, (), ByDisplay, OfProfile<&'p Profile<E>>>;

/// An async call with a profile.
type AsyncByProfile<'p, F, R, E> =
    Retrying<'p, F, R, LimitedAsync<Timer, E>, (), ByDisplay, OfProfile<&'p Profile<E>>>;

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
        Retrying::new(self.policy(), of_profile(self), attempt, Blocking::DEFAULT)
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
        Retrying::new(self.policy(), of_profile(self), attempt, Blocking::DEFAULT)
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
        Retrying::new(self.policy(), of_profile(self), attempt, self.wait())
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
        Retrying::new(
            self.policy(),
            of_profile(self),
            Lending(attempt),
            self.wait(),
        )
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
        Retrying::new(self.policy(), of_profile(self), attempt, self.wait())
    }

    fn wait(&self) -> LimitedAsync<Timer, E> {
        Async::limited(self.attempt_limit())
    }
}
