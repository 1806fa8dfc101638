//! The one order of telling: features, observers, `on_retry`. The tokens of the retry are
//! held meanwhile, so that a panic of an observer gives them back.

use core::time::Duration;

use crate::call::{Call, FailedAttempt};
use crate::decide::Decision;
use crate::error_text::{ErrorFormat, FormatMarker, FormattedError};
use crate::extra::{INSTRUMENTED, LazySite, instrument};
use crate::{Event, Observer, Policy, Retry, RetryBudget, Site};

/// An attempt that was decided upon.
pub(crate) struct Notice<'a, E> {
    pub(crate) site: Site,
    pub(crate) policy: &'a Policy,
    pub(crate) call: &'a Call,
    pub(crate) decision: Decision,
    pub(crate) error: Option<&'a E>,
    pub(crate) format: ErrorFormat<E>,
    pub(crate) budget: Option<&'a RetryBudget>,
}

impl<E> Notice<'_, E> {
    /// Tells all of it, in order.
    pub(crate) fn send(&self, observer: &mut impl Observer, tell: impl FnOnce(&Retry<'_, E>)) {
        let (policy, call, decision) = (self.policy, self.call, self.decision);
        let reservation = call.hold(decision, self.budget);
        let error = self
            .error
            .map(|error| FormattedError::new(error, self.format));
        let event = event(
            self.site,
            policy,
            call,
            decision,
            error.as_ref(),
            self.budget,
        );
        instrument(&event);
        observer.observe(&event);
        on_retry(tell, policy, call, decision, self.error);
        reservation.spend();
    }
}

/// The event of a decision, for features and observers.
#[must_use]
pub fn event<'a, E>(
    site: Site,
    policy: &Policy,
    call: &Call,
    decision: Decision,
    error: Option<&'a FormattedError<'_, E>>,
    budget: Option<&RetryBudget>,
) -> Event<'a> {
    let max_retries = policy.max();
    // Not if the first attempt succeeds, which is to cost one load at most.
    let budget = budget.filter(|_| call.has_failed());
    let budget = budget.map(RetryBudget::available);
    let error = error.map(FormattedError::shown);
    match decision {
        Decision::Succeed => Event::Success {
            site,
            attempts: call.attempt(),
            total_delay: call.total_delay(),
            budget,
            max_retries,
        },
        Decision::Retry {
            delay,
            verdict,
            overridden,
        } => Event::Retry {
            site,
            attempt: call.failed_attempts(),
            delay,
            error,
            verdict,
            budget,
            max_retries,
            overridden,
        },
        Decision::GiveUp(reason) => Event::GiveUp {
            site,
            reason,
            attempts: call.failed_attempts(),
            total_delay: call.total_delay(),
            error,
            budget,
            max_retries,
        },
    }
}

/// Tells `on_retry`, if the decision is to retry.
pub fn on_retry<E>(
    on_retry: impl FnOnce(&Retry<'_, E>),
    policy: &Policy,
    call: &Call,
    decision: Decision,
    error: Option<&E>,
) {
    if let Decision::Retry { delay, .. } = decision {
        on_retry(&Retry {
            attempt: call.failed_attempts(),
            delay,
            error,
            max_retries: policy.max(),
        });
    }
}

/// The path of calls without observers of their own.
impl Call {
    /// Takes note of a failed attempt, decides, and tells the features: the delay before
    /// the next attempt, or `None` if the call gives up.
    #[inline]
    pub fn delay<E>(
        &mut self,
        failed: &FailedAttempt<'_>,
        format: impl FormatMarker<E>,
        error: &E,
    ) -> Option<Duration> {
        if INSTRUMENTED {
            self.observed(failed, format, error)
        } else {
            self.delay_of(failed)
        }
    }

    #[cold]
    #[inline(never)]
    fn observed<E>(
        &mut self,
        failed: &FailedAttempt<'_>,
        format: impl FormatMarker<E>,
        error: &E,
    ) -> Option<Duration> {
        let decision = self.decide(failed);
        if let Some(site) = failed.place.site() {
            let notice = Notice {
                site,
                policy: failed.policy,
                call: self,
                decision,
                error: Some(error),
                format: format.into_format(),
                budget: failed.budget,
            };
            notice.send(&mut (), |_| ());
        }
        decision.delay(()).ok()
    }

    /// After a success: gives the budget its due, and tells the features, unless it was
    /// the first attempt.
    #[inline]
    pub fn succeed(&self, place: LazySite, policy: &Policy, budget: Option<&RetryBudget>) {
        if let Some(budget) = budget {
            self.refund(budget);
        }
        if INSTRUMENTED && self.has_failed() {
            self.recovered(place, policy, budget);
        }
    }

    #[cold]
    #[inline(never)]
    fn recovered(&self, place: LazySite, policy: &Policy, budget: Option<&RetryBudget>) {
        if let Some(site) = place.site() {
            let error = None::<&FormattedError<'_, ()>>;
            instrument(&event(site, policy, self, Decision::Succeed, error, budget));
        }
    }
}
