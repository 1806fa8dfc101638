//! One retried call, as its loop holds it.

use core::time::Duration;

use super::held::Held;
use super::{Case, Decision, Failing, decide};
use crate::error_text::{Show, Way};
use crate::extra::{Place, WATCHED, watch};
use crate::{Event, Policy, RetryBudget, nanos};

/// A call of which somebody may be told, or for which a budget pays. Until its
/// first failure it is a single `None`, so that a call that succeeds at once pays
/// for no state.
#[derive(Debug, Default)]
pub struct Call(pub(super) Option<Told>);

#[derive(Debug)]
pub(super) struct Told {
    pub(super) failing: Failing,
    /// What the last retry took from the budget.
    taken: u32,
    /// In nanoseconds.
    total_delay: u64,
}

impl Call {
    /// A call that has made no attempt yet.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Takes note of a failed attempt, decides, and tells who watches: the delay
    /// before the next one, or nothing where there is none.
    #[inline]
    pub fn delay<E>(&mut self, case: &Case<'_>, way: impl Way<E>, error: &E) -> Option<Duration> {
        if WATCHED {
            self.watched(case, way, error)
        } else {
            self.delay_of(case)
        }
    }

    #[cold]
    #[inline(never)]
    fn watched<E>(&mut self, case: &Case<'_>, way: impl Way<E>, error: &E) -> Option<Duration> {
        let decision = self.decide(case);
        if let Some(site) = case.place.site() {
            let show = Show::new(error, way.how());
            let Case { policy, budget, .. } = *case;
            let held = self.hold(decision, budget);
            let event = Event::new(site, policy, self, decision, Some(&show), budget);
            watch(&event);
            held.spend();
        }
        decision.delay(()).ok()
    }

    /// The same, where there is nobody to tell. Not generic, so that there is one copy
    /// of it.
    #[cold]
    #[inline(never)]
    pub fn delay_of(&mut self, case: &Case<'_>) -> Option<Duration> {
        self.decide(case).delay(()).ok()
    }

    /// Takes note of a failed attempt, and decides.
    #[cold]
    #[inline(never)]
    pub fn decide(&mut self, case: &Case<'_>) -> Decision {
        let told = match &mut self.0 {
            Some(told) => {
                told.failing.again();
                told
            }
            none => none.insert(Told {
                failing: Failing::first(case.policy),
                taken: 0,
                total_delay: 0,
            }),
        };
        match decide(&mut told.failing, case) {
            Ok(granted) => {
                told.taken = granted.taken;
                let nanos = nanos::from_duration(granted.delay);
                told.total_delay = told.total_delay.saturating_add(nanos);
                Decision::Retry {
                    delay: granted.delay,
                    verdict: case.verdict,
                    overridden: granted.overridden,
                }
            }
            Err(reason) => Decision::GiveUp(reason),
        }
    }

    /// After a success: gives the budget its due, and tells who watches, unless
    /// it was the first attempt.
    #[inline]
    pub fn succeed(&self, place: Place, policy: &Policy, budget: Option<&RetryBudget>) {
        if let Some(budget) = budget {
            self.refund(budget);
        }
        if WATCHED && self.has_failed() {
            self.recovered(place, policy, budget);
        }
    }

    #[cold]
    #[inline(never)]
    fn recovered(&self, place: Place, policy: &Policy, budget: Option<&RetryBudget>) {
        if let Some(site) = place.site() {
            let error = None::<&Show<'_, ()>>;
            watch(&Event::new(
                site,
                policy,
                self,
                Decision::Succeed,
                error,
                budget,
            ));
        }
    }

    /// After a success: gives the budget its due. In line as far as a full one needs.
    #[inline]
    pub fn refund(&self, budget: &RetryBudget) {
        if !budget.is_full() {
            self.deposit(budget);
        }
    }

    #[cold]
    #[inline(never)]
    fn deposit(&self, budget: &RetryBudget) {
        budget.deposit(match &self.0 {
            None => budget.refund(),
            Some(told) => told.taken,
        });
    }

    /// What a retry that was decided upon has taken, while others are told of it;
    /// nothing where there is none.
    pub fn hold<'b>(
        &self,
        decision: Decision,
        budget: impl Into<Option<&'b RetryBudget>>,
    ) -> Held<'b> {
        match decision {
            Decision::Retry { .. } => self.hold_retry(budget),
            Decision::Succeed | Decision::GiveUp(_) => Held::new(None, 0),
        }
    }

    /// What the retry that follows has taken, while its attempt has not begun.
    pub fn hold_retry<'b>(&self, budget: impl Into<Option<&'b RetryBudget>>) -> Held<'b> {
        let tokens = self.0.as_ref().map_or(0, |told| told.taken);
        Held::new(budget.into(), tokens)
    }

    /// The number of the attempt that runs, or that has just succeeded: from 1.
    #[must_use]
    #[inline]
    pub fn attempt(&self) -> u32 {
        self.failed_attempts().saturating_add(1)
    }

    /// Whether an attempt has failed.
    #[must_use]
    #[inline]
    pub const fn has_failed(&self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn failed_attempts(&self) -> u32 {
        self.0
            .as_ref()
            .map_or(0, |told| told.failing.attempts.get())
    }

    /// The sum of the delays decided so far.
    pub(crate) fn total_delay(&self) -> Duration {
        Duration::from_nanos(self.0.as_ref().map_or(0, |told| told.total_delay))
    }
}
