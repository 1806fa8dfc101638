//! The steps of a call after an attempt, as far as its state has a part in them: decide, reserve the
//! tokens of a retry, and notify the observers. A call without observers and budget has a small
//! state, which skips most of these steps.

mod instrumented;
mod observed;
mod unobserved;

use core::time::Duration;

use crate::call::{Call, FailedAttempt, Reservation, Running, Watch};
use crate::clock::Elapsed;
use crate::decide::Decision;
use crate::error_text::FormatMarker;
use crate::extra::{INSTRUMENTED, LazySite};
use crate::notify::{Message, Notice};
use crate::site::SiteDefaults;
use crate::{GiveUp, Policy, RetryBudget, Site, Verdict};

/// The state of a call without settings.
#[cfg(not(any(
    feature = "tracing",
    feature = "metrics",
    feature = "sites",
    feature = "test-util"
)))]
pub(crate) type StartState = crate::call::UnobservedCall;
/// The state of a call without settings, if a feature observes every call.
#[cfg(any(
    feature = "tracing",
    feature = "metrics",
    feature = "sites",
    feature = "test-util"
))]
pub(crate) type StartState = Call;

/// The facts about a call that stay unchanged.
#[derive(Clone, Copy, Debug)]
pub struct CallFacts<'p, S> {
    pub(crate) site: Site,
    pub(crate) defaults: SiteDefaults,
    pub(crate) policy: &'p Policy,
    pub(crate) budget: Option<&'p RetryBudget>,
    pub(crate) format: S,
    /// True if the call has an observer.
    pub(crate) observed: bool,
    /// True if it has an observer or `on_retry`.
    pub(crate) has_listener: bool,
}

/// A state of a call, and the steps after an attempt.
pub trait CallSteps: Default + Send {
    /// The state of a call whose verdicts can report progress.
    type Classified: CallSteps;

    /// The budget tokens reserved for a retry that has not begun.
    type Reservation<'b>: Reservation;

    /// The number of the running attempt.
    fn attempt(&self) -> u32;

    /// Records the end of a blocking attempt.
    #[inline]
    fn end(&mut self, attempt: Running) {
        let _: Running = attempt;
    }

    /// The watch of a call's attempts, or `None` if the call does not watch them.
    #[inline]
    fn watching(&mut self) -> Option<&mut Watch> {
        None
    }

    /// Handles a success: gives tokens back to the budget, and notifies the observers.
    fn succeed<E>(
        &self,
        facts: &CallFacts<'_, impl FormatMarker<E>>,
        notify: impl FnMut(Message<'_, E>),
    );

    /// Handles a success whose answer a test may throw away: decides, and notifies the observers.
    /// Returns `None` if the answer counts.
    #[cfg(feature = "test-util")]
    fn lose<E>(
        &mut self,
        facts: &CallFacts<'_, impl FormatMarker<E>>,
        success: &FailedAttempt<'_>,
        notify: impl FnMut(Message<'_, E>),
    ) -> Option<Duration>;

    /// Decides about a failed attempt, and notifies the observers of its error. Returns the delay,
    /// or `None` if no attempt follows.
    fn decide_and_notify<E>(
        &mut self,
        facts: &CallFacts<'_, impl FormatMarker<E>>,
        failed: &FailedAttempt<'_>,
        error: Option<&E>,
        notify: impl FnMut(Message<'_, E>),
    ) -> Option<Duration>;

    /// Decides about a failed attempt, notifies the observers, and drops the error if an attempt
    /// follows. Returns the delay.
    ///
    /// # Errors
    ///
    /// The error, if no attempt follows.
    #[inline]
    fn delay_or<E>(
        &mut self,
        facts: &CallFacts<'_, impl FormatMarker<E>>,
        failed: &FailedAttempt<'_>,
        error: E,
        notify: impl FnMut(Message<'_, E>),
    ) -> Result<Duration, E> {
        let Some(delay) = self.decide_and_notify(facts, failed, Some(&error), notify) else {
            return Err(error);
        };
        // The drop of an error may panic.
        let reservation = self.reserve(failed.budget);
        drop(error);
        reservation.commit();
        Ok(delay)
    }

    /// Records the part of a delay that was not waited for, if it was measured.
    fn record_unwaited(&mut self, unwaited: Option<Duration>);

    /// Records that the call was cancelled during a delay, and notifies the observers.
    fn cancel<E>(
        &mut self,
        facts: &CallFacts<'_, impl FormatMarker<E>>,
        unwaited: Duration,
        error: Option<&E>,
        notify: impl FnMut(Message<'_, E>),
    );

    /// Records that the limit of the call has ended an attempt, and notifies the observers.
    fn cut_off<E>(
        &mut self,
        facts: &CallFacts<'_, impl FormatMarker<E>>,
        error: Option<&E>,
        notify: impl FnMut(Message<'_, E>),
    );

    /// The end of the call, if the call gave up and a setting needs it.
    fn give_up(&self) -> Option<GiveUp>;

    /// Reserves the budget tokens of the next retry.
    fn reserve<'b>(&self, budget: Option<&'b RetryBudget>) -> Self::Reservation<'b>;
}

impl<S> CallFacts<'_, S> {
    #[inline]
    pub(crate) fn failed(
        &self,
        verdict: Verdict,
        not_before: u64,
        not_ready: bool,
        elapsed: Elapsed,
    ) -> FailedAttempt<'_> {
        FailedAttempt {
            site: self.lazy_site(),
            policy: self.policy,
            verdict,
            not_before,
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
