//! The state that the rules need between attempts.

use core::num::NonZeroU32;
use core::time::Duration;

use super::Progress;
use crate::backoff::NextDelay;
use crate::jitter::Draw;
use crate::{Policy, Verdict};

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
    pub(crate) fn first(policy: &Policy) -> Self {
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
    pub(crate) fn count(&mut self) {
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
