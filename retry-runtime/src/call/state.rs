//! The state of a call with events or a budget, between attempts.

use core::time::Duration;

use crate::decide::{ApprovedRetry, Decision, FailureState, Tracked};
use crate::{Policy, Reason, nanos};

/// The successful answers of a call that a test has thrown away.
#[cfg(feature = "test-util")]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LostSoFar {
    pub(crate) answers: u32,
    /// True if the answer of the last attempt was thrown away.
    pub(crate) is_last: bool,
}

/// The state that a call with events or a budget needs after a failure.
#[derive(Clone, Debug)]
pub(crate) struct CallState {
    pub(crate) failure: FailureState<Tracked>,
    /// The tokens that the last retry took from the budget.
    pub(crate) taken: u32,
    /// True if an override made the last delay longer than the policy alone would.
    pub(crate) overridden: bool,
    /// True if an attempt has failed, and not only returned a value that was not ready.
    pub(crate) had_error: bool,
    #[cfg(feature = "test-util")]
    pub(crate) lost: LostSoFar,
    /// The reason to end the call, once there is a reason.
    pub(crate) reason: Option<Reason>,
    /// The sum of the delays so far, in nanoseconds.
    total_delay: u64,
    /// The delays before and after the last attempt, as decided.
    #[cfg(feature = "metrics")]
    delays: [Option<Duration>; 2],
    /// The part of the last delay that was not waited for, in nanoseconds.
    unwaited: u64,
}

impl CallState {
    /// Records a failed attempt, the first or a later one.
    #[inline]
    pub(crate) fn note<'s>(state: &'s mut Option<Self>, policy: &Policy) -> &'s mut Self {
        match state {
            Some(state) => {
                state.failure.count();
                state
            }
            none => none.insert(Self {
                failure: FailureState::first(policy),
                taken: 0,
                overridden: false,
                had_error: false,
                #[cfg(feature = "test-util")]
                lost: LostSoFar::default(),
                reason: None,
                total_delay: 0,
                #[cfg(feature = "metrics")]
                delays: [None; 2],
                unwaited: 0,
            }),
        }
    }

    /// Records a retry that is to be made.
    #[inline]
    pub(crate) fn approve(&mut self, retry: &ApprovedRetry) {
        self.taken = retry.cost;
        self.overridden = retry.overridden;
        self.total_delay = self.total_delay.saturating_add(retry.nanos);
        #[cfg(feature = "metrics")]
        {
            self.delays = [self.delays[1], Some(retry.delay)];
        }
    }

    /// The last delay that is over, as long as it was waited for.
    #[cfg(feature = "metrics")]
    pub(crate) fn waited(&self, decision: Decision) -> Option<Duration> {
        let is_retried = matches!(decision, Decision::Retry { .. });
        let delay = self.delays[usize::from(!is_retried)]?;
        Some(delay.saturating_sub(self.unwaited()))
    }

    /// Records the end of the call.
    pub(crate) fn give_up(&mut self, reason: Reason) -> Decision {
        self.reason = Some(reason);
        Decision::GiveUp(reason)
    }

    /// Records the part of a delay that was not waited for.
    pub(crate) fn record_unwaited(&mut self, unwaited: Duration) {
        self.unwaited = nanos::from_duration(unwaited);
        self.total_delay = self.total_delay.saturating_sub(self.unwaited);
    }

    /// The part of the last delay that was not waited for.
    pub(crate) const fn unwaited(&self) -> Duration {
        Duration::from_nanos(self.unwaited)
    }

    /// The sum of the delays so far.
    pub(crate) const fn total_delay(&self) -> Duration {
        Duration::from_nanos(self.total_delay)
    }
}
