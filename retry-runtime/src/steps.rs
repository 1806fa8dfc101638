//! The steps of a call after an attempt: decide, pay and tell, as far as its state has a part in
//! them. A call without observers and budget has a small state, which skips most of them.

use core::time::Duration;

use crate::call::{
    Call, ClassifiedCall, FailedAttempt, Reservation, Running, TokenReservation, UnobservedCall,
    Watch,
};
use crate::clock::Elapsed;
use crate::decide::{Decision, Progress};
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
pub(crate) type StartState = UnobservedCall;
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
    fn cut(&mut self, unwaited: Option<Duration>);

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
        not_ready: bool,
        elapsed: Elapsed,
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

impl<P: Progress> CallSteps for UnobservedCall<P> {
    type Classified = ClassifiedCall;
    type Reservation<'b> = ();

    #[inline]
    fn attempt(&self) -> u32 {
        self.attempt()
    }

    #[inline]
    fn succeed<E>(&self, _: &CallFacts<'_, impl FormatMarker<E>>, _: impl FnMut(Message<'_, E>)) {}

    /// Never called: with the feature `test-util`, the state of every call is `Call`.
    #[cfg(feature = "test-util")]
    fn lose<E>(
        &mut self,
        _: &CallFacts<'_, impl FormatMarker<E>>,
        _: &FailedAttempt<'_>,
        _: impl FnMut(Message<'_, E>),
    ) -> Option<Duration> {
        None
    }

    #[inline]
    fn decide_and_notify<E>(
        &mut self,
        _: &CallFacts<'_, impl FormatMarker<E>>,
        failed: &FailedAttempt<'_>,
        _: Option<&E>,
        _: impl FnMut(Message<'_, E>),
    ) -> Option<Duration> {
        self.delay(failed)
    }

    #[inline]
    fn delay_or<E>(
        &mut self,
        _: &CallFacts<'_, impl FormatMarker<E>>,
        failed: &FailedAttempt<'_>,
        error: E,
        _: impl FnMut(Message<'_, E>),
    ) -> Result<Duration, E> {
        self.delay_after(failed, error)
    }

    #[inline]
    fn cut(&mut self, _: Option<Duration>) {}

    #[inline]
    fn cancel<E>(
        &mut self,
        _: &CallFacts<'_, impl FormatMarker<E>>,
        _: Duration,
        _: Option<&E>,
        _: impl FnMut(Message<'_, E>),
    ) {
    }

    #[inline]
    fn cut_off<E>(
        &mut self,
        _: &CallFacts<'_, impl FormatMarker<E>>,
        _: Option<&E>,
        _: impl FnMut(Message<'_, E>),
    ) {
    }

    #[inline]
    fn give_up(&self) -> Option<GiveUp> {
        None
    }

    #[inline]
    fn reserve(&self, _: Option<&RetryBudget>) {}
}

impl CallSteps for Call {
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
    fn watching(&mut self) -> Option<&mut Watch> {
        Some(&mut self.watch)
    }

    #[allow(clippy::inline_always, reason = "constant facts go")]
    #[inline(always)]
    fn succeed<E>(
        &self,
        facts: &CallFacts<'_, impl FormatMarker<E>>,
        notify: impl FnMut(Message<'_, E>),
    ) {
        if facts.observed {
            self.refund(facts.budget);
            facts
                .notice(self, Decision::Succeed)
                .send_about(None, notify);
        } else {
            self.succeed(facts.lazy_site(), facts.policy, facts.budget);
        }
    }

    #[cfg(feature = "test-util")]
    fn lose<E>(
        &mut self,
        facts: &CallFacts<'_, impl FormatMarker<E>>,
        success: &FailedAttempt<'_>,
        notify: impl FnMut(Message<'_, E>),
    ) -> Option<Duration> {
        let decision = self.lose(success)?;
        facts.notice(self, decision).send_about(None, notify)
    }

    #[allow(clippy::inline_always, reason = "constant facts go")]
    #[inline(always)]
    fn decide_and_notify<E>(
        &mut self,
        facts: &CallFacts<'_, impl FormatMarker<E>>,
        failed: &FailedAttempt<'_>,
        error: Option<&E>,
        notify: impl FnMut(Message<'_, E>),
    ) -> Option<Duration> {
        if facts.has_listener || INSTRUMENTED {
            notified(self, facts, failed, error, notify)
        } else {
            self.delay_after(failed)
        }
    }

    #[inline]
    fn cut(&mut self, unwaited: Option<Duration>) {
        self.cut(unwaited);
    }

    #[cold]
    #[inline(never)]
    fn cancel<E>(
        &mut self,
        facts: &CallFacts<'_, impl FormatMarker<E>>,
        unwaited: Duration,
        error: Option<&E>,
        notify: impl FnMut(Message<'_, E>),
    ) {
        let decision = self.cancel(unwaited);
        facts.notice(self, decision).send_about(error, notify);
    }

    fn cut_off<E>(
        &mut self,
        facts: &CallFacts<'_, impl FormatMarker<E>>,
        error: Option<&E>,
        notify: impl FnMut(Message<'_, E>),
    ) {
        let decision = self.cut_off(facts.policy);
        facts.notice(self, decision).send_about(error, notify);
    }

    fn give_up(&self) -> Option<GiveUp> {
        self.give_up()
    }

    #[inline]
    fn reserve<'b>(&self, budget: Option<&'b RetryBudget>) -> TokenReservation<'b> {
        self.reserve(budget)
    }
}

/// Decides about a failed attempt, and notifies the observers.
#[cold]
#[inline(never)]
fn notified<E>(
    call: &mut Call,
    facts: &CallFacts<'_, impl FormatMarker<E>>,
    failed: &FailedAttempt<'_>,
    error: Option<&E>,
    notify: impl FnMut(Message<'_, E>),
) -> Option<Duration> {
    let decision = call.decide(failed);
    facts.notice(call, decision).send_about(error, notify)
}
