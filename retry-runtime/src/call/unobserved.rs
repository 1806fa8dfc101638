//! One retried call without observers. It follows the same rules in fewer instructions.

use core::time::Duration;

use super::FailedAttempt;
use crate::clock::Elapsed;
use crate::decide::fast::{self, FastPath};
use crate::decide::{FailureState, Progress, Tracked, decide};
use crate::extra::LazySite;
use crate::jitter::Draw;
use crate::pause::{Gone, Held};
use crate::{Policy, Verdict};

/// A call that has no observer, neither its own nor a feature, and for which no budget
/// pays: 12 bytes, since an async call holds it while it waits.
/// With `Tracked`, its verdicts may tell of progress.
#[derive(Debug)]
pub struct UnobservedCall<P: Progress = ()>(Option<FailureState<P>>);

impl<P: Progress> Default for UnobservedCall<P> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

/// A call whose verdicts may tell of progress.
pub type ClassifiedCall = UnobservedCall<Tracked>;

impl<P: Progress> UnobservedCall<P> {
    /// A call that has made no attempt yet.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Takes note of a failed attempt, unless it is the last, and decides by the policy
    /// alone: the delay before the next one.
    ///
    /// Inlined for its questions to the policy, which is a constant. On the fast path only
    /// `max` can end the call, so the error is dropped before the delay is made, as in a
    /// loop by hand: a value held over a call takes a register, which a function saves on
    /// entry, even if no attempt fails. The error comes in and goes out by value: if the
    /// loop kept it until the answer, LLVM would copy it to be dropped.
    ///
    /// # Errors
    ///
    /// The error, if there is no other attempt; otherwise it is dropped.
    #[inline]
    pub fn delay_by_policy<E>(&mut self, policy: &Policy, error: E) -> Result<Duration, E> {
        self.held_by_policy::<E, Gone<E>>(policy, error)
            .map(|(delay, _)| delay)
    }

    /// The same for a call whose wait can end it: returns the error too, held.
    ///
    /// # Errors
    ///
    /// The error, if there is no other attempt.
    #[inline]
    pub fn held_by_policy<E, K: Held<E>>(
        &mut self,
        policy: &Policy,
        error: E,
    ) -> Result<(Duration, K), E> {
        match self.fast_path(policy) {
            None => Err(error),
            Some(FastPath::None) => match self.slow(policy) {
                Some(delay) => Ok((delay, K::hold(error, drop))),
                None => Err(error),
            },
            Some(FastPath::Plain) => Ok(self.plain_after(policy, error)),
            Some(FastPath::FullJitter) => Ok(self.jittered_after(policy, error)),
        }
    }

    /// The same, if the decision needs more than the policy.
    ///
    /// # Errors
    ///
    /// The error, if there is no other attempt.
    #[inline]
    pub fn delay_after<E>(&mut self, failed: &FailedAttempt<'_>, error: E) -> Result<Duration, E> {
        self.held_after::<E, Gone<E>>(failed, error)
            .map(|(delay, _)| delay)
    }

    /// The same for a call whose wait can end it: returns the error too, held.
    ///
    /// # Errors
    ///
    /// The error, if there is no other attempt.
    #[inline]
    pub fn held_after<E, K: Held<E>>(
        &mut self,
        failed: &FailedAttempt<'_>,
        error: E,
    ) -> Result<(Duration, K), E> {
        if is_by_policy::<P>(failed) {
            self.held_by_policy(failed.policy, error)
        } else {
            match self.decide(failed) {
                Some(delay) => Ok((delay, K::hold(error, drop))),
                None => Err(error),
            }
        }
    }

    /// The same for a loop that keeps the outcome meanwhile: one whose attempts ask for the last
    /// error, or a closure's, which is generic, so that LLVM would copy the error if it came by
    /// value.
    #[inline]
    pub fn delay(&mut self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        let policy = failed.policy;
        if !is_by_policy::<P>(failed) {
            return self.decide(failed);
        }
        match self.fast_path(policy)? {
            FastPath::None => self.decide(failed),
            FastPath::Plain => Some(self.plain(policy)),
            FastPath::FullJitter => Some(self.jittered(policy)),
        }
    }

    /// Out of line, once for each type of error: in a loop, the compiler takes a register
    /// for the address of a drop.
    #[cold]
    #[inline(never)]
    fn plain_after<E, K: Held<E>>(&mut self, policy: &Policy, error: E) -> (Duration, K) {
        let held = K::hold(error, drop);
        (self.plain(policy), held)
    }

    #[cold]
    #[inline(never)]
    fn jittered_after<E, K: Held<E>>(&mut self, policy: &Policy, error: E) -> (Duration, K) {
        let held = K::hold(error, drop);
        (self.jittered(policy), held)
    }

    /// Not generic, so that there is one copy of it.
    #[cold]
    #[inline(never)]
    fn plain(&mut self, policy: &Policy) -> Duration {
        self.fast(policy, Draw::NONE)
    }

    /// Draws first, since a call finds the thread's generator, and few values should be
    /// held over it.
    #[cold]
    #[inline(never)]
    fn jittered(&mut self, policy: &Policy) -> Duration {
        if self.0.is_some() {
            if let Some(draw) = Draw::ready() {
                return self.fast(policy, draw);
            }
        }
        self.restart_jitter(policy)
    }

    /// Separate, because its call would make `jittered` save registers.
    #[cold]
    #[inline(never)]
    fn restart_jitter(&mut self, policy: &Policy) -> Duration {
        self.fast(policy, Draw::restarted())
    }

    #[inline]
    fn fast(&mut self, policy: &Policy, draw: Draw) -> Duration {
        fast::next_delay(FailureState::note(&mut self.0, policy), policy, draw)
    }

    #[cold]
    #[inline(never)]
    fn slow(&mut self, policy: &Policy) -> Option<Duration> {
        self.decide(&FailedAttempt {
            site: LazySite::of(()),
            policy,
            verdict: Verdict::Retry,
            not_ready: false,
            elapsed: Elapsed::ZERO,
            budget: None,
        })
    }

    #[cold]
    #[inline(never)]
    fn decide(&mut self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        let failure = FailureState::note(&mut self.0, failed.policy);
        let input = failed.input(failure);
        decide(failure, &input).ok().map(|retry| retry.delay)
    }

    /// The path to the next delay, or `None` if `max` ends the call.
    #[inline]
    fn fast_path(&self, policy: &Policy) -> Option<FastPath> {
        let path = super::fast_path(policy);
        (path == FastPath::None || fast::may_retry(policy, self.failed())).then_some(path)
    }

    /// The attempts that have failed.
    #[inline]
    fn failed(&self) -> u32 {
        self.0.as_ref().map_or(0, FailureState::attempts)
    }

    /// Like `Call::attempt`.
    #[must_use]
    #[inline]
    pub fn attempt(&self) -> u32 {
        self.failed().saturating_add(1)
    }
}

/// True if a failure is decided by the policy alone.
#[inline]
fn is_by_policy<P: Progress>(failed: &FailedAttempt<'_>) -> bool {
    !P::IS_TRACKED && failed.is_by_policy()
}
