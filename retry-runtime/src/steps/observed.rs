//! The steps of a call with observers or a budget.

use core::time::Duration;

use super::{CallFacts, CallSteps};
use crate::call::{Call, FailedAttempt, Running, TokenReservation, Watch};
use crate::decide::Decision;
use crate::error_text::FormatMarker;
use crate::extra::INSTRUMENTED;
use crate::notify::Message;
use crate::{GiveUp, RetryBudget};

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
            self.delay(failed)
        }
    }

    #[inline]
    fn record_unwaited(&mut self, unwaited: Option<Duration>) {
        self.record_unwaited(unwaited);
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
