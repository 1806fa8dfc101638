//! The state of a closure's call between attempts: as small as its settings allow.

use core::future::Future;
use core::time::Duration;

use crate::call::{
    Call, ClassifiedCall, FailedAttempt, Reservation, Running, TokenReservation, UnobservedCall,
};
use crate::decide::{Decision, Progress};
use crate::error_text::FormatMarker;
use crate::extra::{INSTRUMENTED, LazySite};
use crate::notify::{Message, Notice};
use crate::site::SiteDefaults;
use crate::{Policy, RetryBudget, Site, Verdict};

/// The state of a call without settings.
#[cfg(not(any(feature = "tracing", feature = "metrics", feature = "sites")))]
pub(super) type StartState = UnobservedCall;
/// The state of a call without settings, if a feature hears of every call.
#[cfg(any(feature = "tracing", feature = "metrics", feature = "sites"))]
pub(super) type StartState = Call;

/// The facts about a call that stay the same.
#[derive(Clone, Copy, Debug)]
pub struct CallFacts<'p, S> {
    pub(super) site: Site,
    pub(super) defaults: SiteDefaults,
    pub(super) policy: &'p Policy,
    pub(super) budget: Option<&'p RetryBudget>,
    pub(super) format: S,
    /// True if the call has an observer.
    pub(super) observed: bool,
}

/// A state of a call, and the steps after an attempt.
pub trait ClosureState: Default {
    /// The state if verdicts can tell of progress.
    type Classified: ClosureState;

    /// The tokens of a retry that has not begun.
    type Reservation<'b>: Reservation;

    /// The number of the attempt that runs.
    fn attempt(&self) -> u32;

    /// Takes note of the end of a blocking attempt.
    #[inline]
    fn end(&mut self, attempt: Running) {
        let _: Running = attempt;
    }

    /// Watches an async attempt.
    fn watched<F: Future>(&mut self, site: LazySite, attempt: F)
    -> impl Future<Output = F::Output>;

    /// After a success: pays the budget back, and tells.
    fn succeed<E>(
        &self,
        call: &CallFacts<'_, impl FormatMarker<E>>,
        tell: impl FnMut(Message<'_, E>),
    );

    /// Decides about an attempt of which nothing hears. Returns the delay, or `None` if no
    /// attempt follows.
    fn delay(&mut self, failed: &FailedAttempt<'_>) -> Option<Duration>;

    /// Decides, and tells of the attempt, with its error.
    fn decide_and_tell<E>(
        &mut self,
        call: &CallFacts<'_, impl FormatMarker<E>>,
        failed: &FailedAttempt<'_>,
        error: Option<&E>,
        tell: impl FnMut(Message<'_, E>),
    ) -> Option<Duration>;

    /// Reserves the tokens of the retry that follows.
    fn reserve<'b>(&self, budget: Option<&'b RetryBudget>) -> Self::Reservation<'b>;
}

impl<S> CallFacts<'_, S> {
    #[inline]
    pub(super) fn failed(
        &self,
        verdict: Verdict,
        not_ready: bool,
        elapsed: Duration,
    ) -> FailedAttempt<'_> {
        FailedAttempt {
            site: self.lazy_site(),
            policy: self.policy,
            verdict,
            not_ready,
            elapsed,
            budget: self.budget,
        }
    }

    #[inline]
    fn lazy_site(&self) -> LazySite {
        LazySite::at(self.site).behind(self.defaults)
    }

    fn notice<'c, E>(&'c self, state: &'c Call, decision: Decision) -> Notice<'c, E>
    where
        S: FormatMarker<E>,
    {
        let site = (self.observed || INSTRUMENTED).then(|| self.site.behind(self.defaults));
        let format = self.format.into_format();
        Notice::new(state, decision, site, self.policy, self.budget, format)
    }
}

impl<P: Progress> ClosureState for UnobservedCall<P> {
    type Classified = ClassifiedCall;
    type Reservation<'b> = ();

    #[inline]
    fn attempt(&self) -> u32 {
        self.attempt()
    }

    #[inline]
    fn watched<F: Future>(&mut self, _: LazySite, attempt: F) -> impl Future<Output = F::Output> {
        attempt
    }

    #[inline]
    fn succeed<E>(&self, _: &CallFacts<'_, impl FormatMarker<E>>, _: impl FnMut(Message<'_, E>)) {}

    #[inline]
    fn delay(&mut self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        self.delay(failed)
    }

    /// Not reached: a setting that hears of attempts has `Call` as its state, and so has a
    /// call of which a feature hears.
    #[inline]
    fn decide_and_tell<E>(
        &mut self,
        _: &CallFacts<'_, impl FormatMarker<E>>,
        failed: &FailedAttempt<'_>,
        _: Option<&E>,
        _: impl FnMut(Message<'_, E>),
    ) -> Option<Duration> {
        debug_assert!(false, "nothing hears of an unobserved call");
        self.delay(failed)
    }

    #[inline]
    fn reserve(&self, _: Option<&RetryBudget>) {}
}

impl ClosureState for Call {
    type Classified = Self;
    type Reservation<'b> = TokenReservation<'b>;

    #[inline]
    fn attempt(&self) -> u32 {
        self.attempt()
    }

    #[inline]
    fn end(&mut self, attempt: Running) {
        self.end(attempt);
    }

    #[inline]
    fn watched<F: Future>(
        &mut self,
        site: LazySite,
        attempt: F,
    ) -> impl Future<Output = F::Output> {
        self.watched(site, attempt)
    }

    #[inline]
    fn succeed<E>(
        &self,
        call: &CallFacts<'_, impl FormatMarker<E>>,
        tell: impl FnMut(Message<'_, E>),
    ) {
        if call.observed {
            self.refund(call.budget);
            call.notice(self, Decision::Succeed).send_about(None, tell);
        } else {
            self.succeed(call.lazy_site(), call.policy, call.budget);
        }
    }

    #[inline]
    fn delay(&mut self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        self.delay_after(failed)
    }

    #[cold]
    #[inline(never)]
    fn decide_and_tell<E>(
        &mut self,
        call: &CallFacts<'_, impl FormatMarker<E>>,
        failed: &FailedAttempt<'_>,
        error: Option<&E>,
        tell: impl FnMut(Message<'_, E>),
    ) -> Option<Duration> {
        let decision = self.decide(failed);
        call.notice(self, decision).send_about(error, tell)
    }

    #[inline]
    fn reserve<'b>(&self, budget: Option<&'b RetryBudget>) -> TokenReservation<'b> {
        self.reserve(budget)
    }
}
