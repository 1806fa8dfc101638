//! The order in which an attempt is reported: to the features, to the observers, to `on_retry`. The
//! tokens of the retry are reserved in the meantime, so that they go back to the budget if an
//! observer panics.

use core::time::Duration;

use crate::call::{Call, TokenReservation};
use crate::decide::Decision;
use crate::error_text::{ErrorFormat, FormattedError};
use crate::extra::{instrument, surrounding_attempts};
use crate::held::{Gone, Held};
use crate::{ErrorText, Event, Policy, Retry, RetryBudget, Site};

/// An attempt after its decision, as features, observers and `on_retry` see it.
#[derive(Debug)]
pub struct Notice<'a, E> {
    /// The site of the call. If it is `None`, only `on_retry` is notified.
    pub site: Option<Site>,
    /// The policy of the call.
    pub policy: &'a Policy,
    /// The call after the decision.
    pub call: &'a Call,
    /// The decision.
    pub decision: Decision,
    /// The way to show an error.
    pub format: ErrorFormat<E>,
    /// The budget that gets its tokens back if an observer panics. Generated code can't store a
    /// budget that is a field here, because an observer may borrow the whole value with that field.
    /// If such an observer or the drop of the outcome panics, the tokens of one retry are lost.
    pub reserved: Option<&'a RetryBudget>,
    /// The tokens left in the budget of the call.
    pub tokens: Option<u32>,
}

/// A part of a notice. One closure receives both parts, so that both can use the same variable.
#[derive(Debug)]
pub enum Message<'a, E> {
    /// The part for the observers.
    Event(&'a Event<'a>),
    /// The part for `on_retry`.
    Retry(&'a Retry<'a, E>),
}

impl<'a, E> Notice<'a, E> {
    /// Makes the notice of a call whose budget can be borrowed while observers are notified.
    pub(crate) fn new(
        call: &'a Call,
        decision: Decision,
        site: Option<Site>,
        policy: &'a Policy,
        budget: Option<&'a RetryBudget>,
        format: ErrorFormat<E>,
    ) -> Self {
        Self {
            site,
            policy,
            call,
            decision,
            format,
            reserved: budget,
            tokens: call.tokens_left(budget),
        }
    }
}

impl<E> Notice<'_, E> {
    /// Notifies the features, the observers and `on_retry`, and then drops the outcome. The tokens
    /// of the retry are reserved in the meantime. Returns the delay.
    ///
    /// # Errors
    ///
    /// The outcome, if no attempt follows.
    #[inline]
    pub fn send<T>(
        &self,
        outcome: Result<T, E>,
        notify: impl FnMut(Message<'_, E>),
    ) -> Result<Duration, Result<T, E>> {
        self.send_held::<T, Gone<_>>(outcome, notify, drop)
            .map(|(delay, _)| delay)
    }

    /// Notifies the features, the observers and `on_retry`, for a call whose wait can end it or
    /// whose attempts use the last error. Returns the delay, and the outcome as held during the
    /// wait. An outcome that is not kept is passed to `pass_on`.
    ///
    /// # Errors
    ///
    /// The outcome, if no attempt follows.
    #[inline]
    pub fn send_held<T, K: Held<Result<T, E>>>(
        &self,
        outcome: Result<T, E>,
        notify: impl FnMut(Message<'_, E>),
        pass_on: impl FnOnce(Result<T, E>),
    ) -> Result<(Duration, K), Result<T, E>> {
        let reservation = self.reserved_while(outcome.as_ref().err(), notify);
        let held = match self.decision.delay() {
            Some(delay) => Ok((delay, K::hold(outcome, pass_on))),
            None => Err(outcome),
        };
        reservation.commit();
        held
    }

    /// Notifies the features, the observers and `on_retry`, for a loop that keeps the outcome.
    /// Returns the delay, or `None` if no attempt follows.
    #[inline]
    pub(crate) fn send_about(
        &self,
        error: Option<&E>,
        notify: impl FnMut(Message<'_, E>),
    ) -> Option<Duration> {
        self.reserved_while(error, notify).commit();
        self.decision.delay()
    }

    /// Reserves the tokens of the retry, and notifies the observers.
    fn reserved_while(
        &self,
        error: Option<&E>,
        notify: impl FnMut(Message<'_, E>),
    ) -> TokenReservation<'_> {
        let reservation = self.call.reserve_if_retried(self.decision, self.reserved);
        self.notify(error, notify);
        reservation
    }

    /// Notifies the features and the observers, and then `on_retry` if a retry follows.
    pub(crate) fn notify(&self, error: Option<&E>, mut notify: impl FnMut(Message<'_, E>)) {
        if let Some(site) = self.site {
            let text = error.map(|error| FormattedError::new(error, self.format));
            let shown = text.as_ref().map(FormattedError::shown);
            let event = self.event(site, shown.or(self.lost_answer()));
            let waited = self.call.waited(self.decision);
            instrument(&event, self.call.watch.took(), waited);
            notify(Message::Event(&event));
        }
        if let Decision::Retry { delay, .. } = self.decision {
            notify(Message::Retry(&Retry {
                attempt: self.call.failed_attempts(),
                delay,
                error,
                max_retries: self.policy.max(),
                #[cfg(feature = "test-util")]
                answer_lost: self.call.has_lost_answer(),
            }));
        }
    }

    /// The text that stands in for an error if a test has thrown away the answer of the attempt.
    #[inline]
    #[allow(clippy::unused_self, reason = "with `test-util` it is used")]
    fn lost_answer(&self) -> Option<ErrorText<'static>> {
        #[cfg(feature = "test-util")]
        if self.call.has_lost_answer() {
            return Some(ErrorText::ANSWER_LOST);
        }
        None
    }

    /// Makes the event of the decision.
    fn event<'e>(&self, site: Site, error: Option<ErrorText<'e>>) -> Event<'e> {
        let (call, budget, max_retries) = (self.call, self.tokens, self.policy.max());
        let unwaited = call.unwaited();
        let nested = surrounding_attempts().is_some();
        match self.decision {
            Decision::Succeed => Event::Success {
                site,
                attempts: call.attempt(),
                recovered: call.recovers(),
                total_delay: call.total_delay(),
                unwaited,
                budget,
                max_retries,
                nested,
            },
            Decision::Retry {
                delay,
                verdict,
                overridden,
            } => {
                let attempt = call.failed_attempts();
                match error {
                    Some(error) => Event::Retry {
                        site,
                        attempt,
                        delay,
                        unwaited,
                        error,
                        verdict,
                        budget,
                        max_retries,
                        overridden,
                        nested,
                    },
                    None => Event::NotReady {
                        site,
                        attempt,
                        delay,
                        unwaited,
                        verdict,
                        budget,
                        max_retries,
                        overridden,
                        nested,
                    },
                }
            }
            Decision::GiveUp(reason) => Event::GiveUp {
                site,
                reason,
                attempts: call.failed_attempts(),
                total_delay: call.total_delay(),
                unwaited,
                error,
                budget,
                max_retries,
                nested,
            },
        }
    }
}
