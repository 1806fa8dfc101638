//! The decision after a failed attempt of a call that is observed, or has a budget.

use core::time::Duration;

use super::state::CallState;
use super::{Call, FailedAttempt, fast_path};
use crate::decide::fast::{self, FastPath};
use crate::decide::{ApprovedRetry, Decision, decide};
use crate::extra::LIMITED;
use crate::jitter::Draw;
use crate::{Reason, RetryBudget};

impl Call {
    /// Records a failed attempt, and decides.
    #[inline]
    pub fn decide(&mut self, failed: &FailedAttempt<'_>) -> Decision {
        let delay = self.delay(failed);
        self.decision(failed, delay)
    }

    /// Records a failed attempt, and decides. Returns the delay before the next attempt, or `None`
    /// if the call gives up. The function is not generic, so that there is only one copy of it.
    /// Only its last step calls another function, so it saves no registers.
    #[cold]
    #[inline(never)]
    pub fn delay(&mut self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        self.watch.not_succeeded(failed.not_ready);
        self.unwatched_delay(failed)
    }

    /// Records a failed attempt, and decides. Returns the delay before the next attempt, or `None`
    /// if the call gives up. Does not mark the span of the attempt as failed.
    #[inline]
    pub(super) fn unwatched_delay(&mut self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        let state = CallState::note(&mut self.state, failed.policy);
        state.had_error |= !failed.not_ready;
        #[cfg(feature = "test-util")]
        {
            state.lost.is_last = false;
        }
        match path(failed) {
            FastPath::Plain => by_policy(state, failed, Draw::NONE),
            FastPath::FullJitter => jittered(state, failed),
            FastPath::None => by_rules(state, failed),
        }
    }

    /// The decision that has this delay. `None` is the decision to give up.
    #[inline]
    pub(super) fn decision(&self, failed: &FailedAttempt<'_>, delay: Option<Duration>) -> Decision {
        match delay {
            Some(delay) => Decision::Retry {
                delay,
                verdict: failed.verdict,
                overridden: LIMITED && self.is_overridden(),
            },
            None => Decision::GiveUp(self.reason()),
        }
    }

    fn is_overridden(&self) -> bool {
        self.state.as_ref().is_some_and(|state| state.overridden)
    }

    /// The reason to give up.
    #[inline]
    fn reason(&self) -> Reason {
        let reason = self.state.as_ref().and_then(|state| state.reason);
        reason.unwrap_or(Reason::RetriesExhausted)
    }
}

/// The fast path, if only the policy and the tokens in the budget decide.
#[inline]
fn path(failed: &FailedAttempt<'_>) -> FastPath {
    if failed.is_by_policy() && !failed.budget.is_some_and(RetryBudget::has_floor) {
        fast_path(failed.policy)
    } else {
        FastPath::None
    }
}

#[inline]
fn by_policy(state: &mut CallState, failed: &FailedAttempt<'_>, draw: Draw) -> Option<Duration> {
    let retry = fast::decide(&mut state.failure, failed.policy, draw, failed.costs());
    pay(state, failed, retry)
}

#[cold]
#[inline(never)]
fn jittered(state: &mut CallState, failed: &FailedAttempt<'_>) -> Option<Duration> {
    let draw = failed.draw(&state.failure);
    by_policy(state, failed, draw)
}

#[cold]
#[inline(never)]
fn by_rules(state: &mut CallState, failed: &FailedAttempt<'_>) -> Option<Duration> {
    if let Some(budget) = failed.budget {
        budget.refill();
    }
    let input = failed.input(&state.failure);
    let retry = decide(&mut state.failure, &input);
    pay(state, failed, retry)
}

/// Lets the budget pay for a retry that all other rules allow.
#[inline]
fn pay(
    state: &mut CallState,
    failed: &FailedAttempt<'_>,
    retry: Result<ApprovedRetry, Reason>,
) -> Option<Duration> {
    let unpaid = |cost| failed.budget.is_some_and(|budget| !budget.take(cost));
    let reason = match retry {
        Ok(retry) if unpaid(retry.cost) => Reason::BudgetExhausted,
        Ok(retry) => {
            state.approve(&retry);
            return Some(retry.delay);
        }
        Err(reason) => reason,
    };
    state.give_up(reason);
    None
}
