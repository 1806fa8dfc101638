//! The state of a call between attempts.

use core::num::NonZeroU32;
use core::time::Duration;

use super::{ApprovedRetry, Decision, Progress, Tracked};
use crate::backoff::NextDelay;
use crate::jitter::Draw;
use crate::{Policy, Reason, Verdict, nanos};

/// The state that a decision needs, after a failure. Packed, because an async
/// call holds it while it waits. `P` remembers progress, if verdicts can tell of it.
#[derive(Clone, Copy, Debug)]
#[repr(Rust, packed(4))]
pub(crate) struct FailureState<P: Progress = ()> {
    /// Attempts that have failed.
    attempts: NonZeroU32,
    next_delay: NextDelay,
    progress: P,
}

impl<P: Progress> FailureState<P> {
    /// After the first attempt.
    #[inline]
    fn first(policy: &Policy) -> Self {
        Self {
            attempts: NonZeroU32::MIN,
            next_delay: NextDelay::first(policy.curve()),
            progress: P::default(),
        }
    }

    /// Takes note of a failed attempt: the first, or another.
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

    /// The attempts that have failed, which is the number of the retry that may follow.
    #[inline]
    pub(crate) const fn attempts(&self) -> u32 {
        self.attempts.get()
    }

    /// The retries made since the last progress, or since the failure of the attempt
    /// numbered `first`.
    #[inline]
    pub(super) fn retries(&self, first: u32) -> u32 {
        { self.progress }.retries(self.attempts.get() - first)
    }

    /// The verdict as it counts in this call. If the attempt is the one numbered `first`, it
    /// made progress by its long life, whatever the verdict.
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

    /// The policy's own delay before the retry that may follow; the one after it is due
    /// next.
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

    /// The same for a policy with a fast path.
    #[inline]
    pub(super) fn next_fast_delay(&mut self, policy: &Policy, draw: Draw) -> Duration {
        let nanos = self.next_delay.advance_fast(policy.curve(), draw);
        Duration::from_nanos(nanos)
    }

    #[cfg(all(test, feature = "std"))]
    pub(super) fn set_attempts(&mut self, attempts: u32, progress: P) {
        self.attempts = NonZeroU32::new(attempts).expect("a failed attempt");
        self.progress = progress;
    }
}

/// The answers of a call that a test has thrown away.
#[cfg(feature = "test-util")]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LostAnswers {
    pub(crate) answers: u32,
    /// True if the last attempt's is one of them.
    pub(crate) is_last: bool,
}

/// The state that events and budgets need too, after a failure.
#[derive(Clone, Debug)]
pub(crate) struct CallState {
    pub(crate) failure: FailureState<Tracked>,
    /// Tokens that the last retry took from the budget.
    pub(crate) taken: u32,
    /// True if the last delay is longer than by the policy alone.
    pub(crate) overridden: bool,
    /// True if an attempt has failed, not only a poll.
    pub(crate) had_error: bool,
    #[cfg(feature = "test-util")]
    pub(crate) lost: LostAnswers,
    /// The reason for which no attempt follows, once there is one.
    pub(crate) reason: Option<Reason>,
    /// In nanoseconds.
    total_delay: u64,
    /// The delays before and after the last attempt, as they were decided upon.
    #[cfg(feature = "metrics")]
    delays: [Option<Duration>; 2],
    /// The part of the last delay that was not waited for, in nanoseconds.
    unwaited: u64,
}

impl CallState {
    /// Takes note of a failed attempt: the first, or another.
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
                lost: LostAnswers::default(),
                reason: None,
                total_delay: 0,
                #[cfg(feature = "metrics")]
                delays: [None; 2],
                unwaited: 0,
            }),
        }
    }

    /// Takes note of a retry.
    #[inline]
    pub(crate) fn approve(&mut self, retry: &ApprovedRetry) {
        self.taken = retry.cost;
        self.overridden = retry.overridden;
        let nanos = nanos::from_duration(retry.delay);
        self.total_delay = self.total_delay.saturating_add(nanos);
        #[cfg(feature = "metrics")]
        {
            self.delays = [self.delays[1], Some(retry.delay)];
        }
    }

    /// The last delay that is over, as it was waited for.
    #[cfg(feature = "metrics")]
    pub(crate) fn waited(&self, decision: Decision) -> Option<Duration> {
        let is_retried = matches!(decision, Decision::Retry { .. });
        let delay = self.delays[usize::from(!is_retried)]?;
        Some(delay.saturating_sub(self.unwaited()))
    }

    /// Takes note of the end of the call.
    pub(crate) fn give_up(&mut self, reason: Reason) -> Decision {
        self.reason = Some(reason);
        Decision::GiveUp(reason)
    }

    /// Takes note of the part of a delay that was not waited for.
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
