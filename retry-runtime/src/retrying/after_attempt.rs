//! The steps of both loops after an attempt and after a wait: judge the outcome, decide, and notify
//! the observers.

use core::ops::ControlFlow;
use core::time::Duration;

use super::Retrying;
use super::settings::Setting;
use super::shared::Shared;
use crate::clock::Elapsed;
use crate::cooldown::CooledAttempt;
use crate::error_text::FormatMarker;
use crate::extra::LazySite;
use crate::held::{EndedWait, Held};
use crate::notify::Message;
use crate::steps::{CallFacts, CallSteps, StartState};
use crate::{Outcome, Policy, Site, Verdict};

impl<F, R, W, X, S, B> Retrying<'_, F, R, W, X, S, B>
where
    R: Outcome,
    X: Setting<R>,
    S: FormatMarker<R::Error>,
    B: Shared<R::Error>,
{
    /// The site of the call, computed only if a feature needs it.
    #[inline]
    pub(super) fn site(&self, closure: Site) -> LazySite {
        LazySite::at(self.settings.site(closure)).behind(self.shared.site_defaults())
    }

    /// The site of the call, computed now.
    pub(super) fn full_site(&self, closure: Site) -> Site {
        self.settings
            .site(closure)
            .behind(self.shared.site_defaults())
    }

    /// The outcome that the call returns. `on_give_up` may change its error.
    #[inline]
    pub(super) fn end(&mut self, state: &B::State<X::State<StartState>>, outcome: R) -> R {
        if !X::CHANGES_ERRORS {
            return outcome;
        }
        match (state.give_up(), outcome.into_result()) {
            (_, Ok(value)) => R::from_value(value),
            (None, Err(error)) => R::from_error(error),
            (Some(end), Err(error)) => R::from_error(self.settings.give_up(error, &end)),
        }
    }

    /// Notifies observers that the limit of the call has ended an attempt. The call then returns
    /// `outcome`.
    pub(super) fn cut_off(
        &mut self,
        state: &mut B::State<X::State<StartState>>,
        site: Site,
        outcome: &R,
    ) {
        let (facts, notify) = self.facts(site, self.policy);
        state.cut_off(&facts, outcome.as_result().err(), notify);
    }

    /// Notifies observers that the call was cancelled during a delay. The call then returns
    /// `outcome`.
    fn cancelled(
        &mut self,
        state: &mut B::State<X::State<StartState>>,
        site: Site,
        outcome: &R,
        unwaited: Duration,
    ) {
        let (facts, notify) = self.facts(site, self.policy);
        state.cancel(&facts, unwaited, outcome.as_result().err(), notify);
    }

    /// The facts of the call that do not change, and the function that notifies its observers.
    #[inline]
    fn facts<'c>(
        &'c mut self,
        closure: Site,
        policy: &'c Policy,
    ) -> (CallFacts<'c, S>, impl FnMut(Message<'_, R::Error>) + 'c) {
        let site = self.settings.site(closure);
        // Settings that don't listen are not borrowed, so that the compiler knows that the policy
        // and the shared parts next to them stay unchanged.
        let mut settings = X::LISTENS.then_some(&mut self.settings);
        let shared = &self.shared;
        let observer = shared.observer().filter(|_| !X::OBSERVES);
        let facts = CallFacts {
            site,
            defaults: shared.site_defaults(),
            policy,
            budget: shared.budget(),
            format: self.format,
            observed: X::OBSERVES || observer.is_some(),
            has_listener: X::LISTENS || observer.is_some(),
        };
        let notify = move |message: Message<'_, R::Error>| {
            if let (Message::Event(event), Some(observe)) = (&message, observer) {
                observe(event);
            }
            if let Some(settings) = &mut settings {
                settings.notify(&message);
            }
        };
        (facts, notify)
    }

    /// Handles the end of a wait, for both loops. Returns the outcome of the call if the wait was
    /// cancelled.
    #[inline]
    pub(super) fn after_wait<H: Held<R>>(
        &mut self,
        state: &mut B::State<X::State<StartState>>,
        site: Site,
        ended: EndedWait<H, R>,
        keep: impl FnOnce(&mut Self, R),
    ) -> Option<R> {
        match ended {
            ControlFlow::Continue((held, unwaited)) => {
                state.record_unwaited(unwaited);
                held.release(|outcome| keep(self, outcome));
                None
            }
            ControlFlow::Break((outcome, unwaited)) => {
                self.cancelled(state, site, &outcome, unwaited);
                Some(self.end(state, outcome))
            }
        }
    }

    /// Handles the end of an attempt, for both loops: judges the outcome, decides, and notifies the
    /// observers. Returns the delay, or `None` if the call returns the outcome.
    ///
    /// `time` reads the clock: the time of the call and, if the whole call has a limit, the policy
    /// with the time that this limit leaves.
    #[inline]
    pub(super) fn after(
        &mut self,
        state: &mut B::State<X::State<StartState>>,
        cooling: &mut impl CooledAttempt,
        attempt: EndedAttempt,
        outcome: &R,
        time: impl FnOnce() -> (Elapsed, Option<Policy>),
    ) -> Option<Duration> {
        let policy = self.policy;
        let result = outcome.as_result();
        let verdict = match result {
            Ok(value) => self.settings.accept(value),
            Err(error) if X::JUDGES => self.settings.judge(error),
            Err(error) => self.shared.judge(error),
        };
        if result.is_ok() && verdict == Verdict::Stop {
            #[cfg(feature = "test-util")]
            if attempt.repeatable {
                let (cooldown, retry) = (self.shared.cooldown(), Verdict::Retry);
                let verdict = cooling.cooled_verdict(cooldown, policy, retry);
                let (elapsed, limited) = time();
                let (facts, notify) = self.facts(attempt.site, limited.as_ref().unwrap_or(policy));
                let success = facts.failed(verdict, cooling.not_before(), false, elapsed);
                let lost = state.lose(&facts, &success, notify);
                if lost.is_some() {
                    return lost;
                }
            }
            let (facts, notify) = self.facts(attempt.site, policy);
            state.succeed(&facts, notify);
            return None;
        }
        let verdict = cooling.cooled_verdict(self.shared.cooldown(), policy, verdict);
        let verdict = if attempt.repeatable {
            verdict
        } else {
            Verdict::Stop
        };
        let (elapsed, limited) = time();
        let (facts, notify) = self.facts(attempt.site, limited.as_ref().unwrap_or(policy));
        let failed = facts.failed(verdict, cooling.not_before(), result.is_ok(), elapsed);
        state.decide_and_notify(&facts, &failed, result.err(), notify)
    }
}

/// An attempt that has ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct EndedAttempt {
    /// The site of the closure.
    pub(super) site: Site,
    /// False if no other attempt is possible, whatever the verdict.
    pub(super) repeatable: bool,
}
