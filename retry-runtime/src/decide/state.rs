//! The state of a call between attempts.

use core::num::NonZeroU32;
use core::time::Duration;

use super::{ApprovedRetry, Decision, Progress, Tracked};
use crate::backoff::NextDelay;
use crate::jitter::Draw;
use crate::{Policy, Reason, Verdict, nanos};

/// The state that a decision needs after a failure. Packed, because an async call holds it during
/// the wait. `P` remembers progress if verdicts can report it.
#[derive(Clone, Copy, Debug)]
#[repr(Rust, packed(4))]
pub(crate) struct FailureState<P: Progress = ()> {
    /// The number of attempts that have failed.
    attempts: NonZeroU32,
    next_delay: NextDelay,
    progress: P,
}

impl<P: Progress> FailureState<P> {
    /// The state after the first attempt.
    #[inline]
    fn first(policy: &Policy) -> Self {
        Self {
            attempts: NonZeroU32::MIN,
            next_delay: NextDelay::first(policy.curve()),
            progress: P::default(),
        }
    }

    /// Records a failed attempt, the first or a later one.
    #[inline]
    pub(crate) fn note<'s>(state: &'s mut Option<Self>, policy: &Policy) -> &'s mut Self {
        match state {
            Some(failure) => {
                failure.count();
                failure
            }
            none => none.insert(Self::first(policy)),
        }
    }

    #[inline]
    fn count(&mut self) {
        self.attempts = self.attempts.saturating_add(1);
        let mut progress = self.progress;
        progress.count();
        self.progress = progress;
    }

    /// The number of attempts that have failed, which is also the number of the retry that may
    /// follow.
    #[inline]
    pub(crate) const fn attempts(&self) -> u32 {
        self.attempts.get()
    }

    /// The number of retries since the last progress or since attempt `first`, whichever is later.
    #[inline]
    pub(super) fn retries(&self, first: u32) -> u32 {
        { self.progress }.retries(self.attempts.get() - first)
    }

    /// Records a verdict, and returns the verdict that counts. If this attempt is number `first`,
    /// it outlived `reset_after`: that is progress, whatever the verdict.
    #[inline]
    pub(super) fn weigh(&mut self, verdict: Verdict, policy: &Policy, first: u32) -> Verdict {
        let mut progress = self.progress;
        let outlived = first == self.attempts.get() && first > 1;
        if outlived {
            progress = P::default();
        }
        let weighed = progress.weigh(verdict);
        self.progress = progress;
        if outlived || weighed == Verdict::RetryAfresh {
            self.next_delay = NextDelay::first(policy.curve());
        }
        weighed
    }

    /// Computes the policy's own delay before the retry that may follow, and moves on to the next
    /// delay.
    #[inline]
    pub(super) fn next_own_delay(&mut self, policy: &Policy, draw: Draw, first: u32) -> Duration {
        let advanced = self
            .retries(first)
            .saturating_sub({ self.progress }.immediate());
        let step = advanced.saturating_add(1);
        let (curve, jitter) = (policy.curve(), policy.jitter());
        let nanos = self.next_delay.advance(curve, jitter, step, draw);
        Duration::from_nanos(nanos)
    }

    /// Computes the policy's own delay before the retry that may follow, in nanoseconds, for a
    /// policy with a fast path. Moves on to the next delay.
    #[inline]
    pub(super) fn next_fast_nanos(&mut self, policy: &Policy, draw: Draw) -> u64 {
        self.next_delay.advance_fast(policy.curve(), draw)
    }

    #[cfg(all(test, feature = "std"))]
    pub(super) fn set_attempts(&mut self, attempts: u32, progress: P) {
        self.attempts = NonZeroU32::new(attempts).expect("a failed attempt");
        self.progress = progress;
    }
}

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
    pub(crate) fn cut(&mut self, unwaited: Duration) {
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
