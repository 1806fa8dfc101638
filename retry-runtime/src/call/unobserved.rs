//! One retried call without observers. It follows the same rules in fewer instructions.

use core::time::Duration;

use super::FailedAttempt;
use crate::clock::Elapsed;
use crate::decide::fast::{self, FastPath};
use crate::decide::{FailureState, Progress, Tracked, decide};
use crate::extra::LazySite;
use crate::held::{Gone, Held};
use crate::jitter::Draw;
use crate::{Policy, Verdict};

/// A call without a budget and without observers, either its own or a feature's. It takes 12 bytes,
/// because an async call holds it during the wait. With `Tracked`, its verdicts may report
/// progress.
#[derive(Debug)]
pub struct UnobservedCall<P: Progress = ()>(Option<FailureState<P>>);

impl<P: Progress> Default for UnobservedCall<P> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

/// A call whose verdicts may report progress.
pub type ClassifiedCall = UnobservedCall<Tracked>;

impl<P: Progress> UnobservedCall<P> {
    /// A call that has made no attempt yet.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Records a failed attempt, unless it is the last, and decides with the policy alone. Returns
    /// the delay before the next attempt.
    ///
    /// Inlined, because its checks of the policy cost nothing if the policy is a constant. On the
    /// fast path, only `max` can end the call. The error is therefore dropped before the delay is
    /// computed, as in a hand-written loop: a value held during a function call takes a register,
    /// and a function saves its registers on entry even if no attempt fails. The error is passed
    /// and returned by value. If the loop kept it until the decision, LLVM would copy the error in
    /// order to drop it.
    ///
    /// # Errors
    ///
    /// The error, if no attempt follows; otherwise the error is dropped.
    #[inline]
    pub fn delay_by_policy<E>(&mut self, policy: &Policy, error: E) -> Result<Duration, E> {
        self.held_by_policy::<E, Gone<E>>(policy, error)
            .map(|(delay, _)| delay)
    }

    /// Decides with the policy alone, for a call whose wait can end it. Returns the delay before
    /// the next attempt, and the error as held during the wait.
    ///
    /// # Errors
    ///
    /// The error, if no attempt follows.
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

    /// Decides with the verdict, the clock and the policy. Returns the delay before the next
    /// attempt.
    ///
    /// # Errors
    ///
    /// The error, if no attempt follows; otherwise the error is dropped.
    #[inline]
    pub fn delay_after<E>(&mut self, failed: &FailedAttempt<'_>, error: E) -> Result<Duration, E> {
        self.held_after::<E, Gone<E>>(failed, error)
            .map(|(delay, _)| delay)
    }

    /// Decides with the verdict, the clock and the policy, for a call whose wait can end it.
    /// Returns the delay before the next attempt, and the error as held during the wait.
    ///
    /// # Errors
    ///
    /// The error, if no attempt follows.
    #[inline]
    pub fn held_after<E, K: Held<E>>(
        &mut self,
        failed: &FailedAttempt<'_>,
        error: E,
    ) -> Result<(Duration, K), E> {
        if is_by_policy::<P>(failed) {
            self.held_by_policy(failed.policy, error)
        } else {
            match self.by_rules(failed) {
                Some(delay) => Ok((delay, K::hold(error, drop))),
                None => Err(error),
            }
        }
    }

    /// Decides with the verdict, the clock and the policy, for a loop that keeps the outcome.
    /// Returns the delay before the next attempt, or `None` if no attempt follows. The loop keeps
    /// the outcome if its attempts use the last error. So does the loop of a closure: that loop is
    /// generic, and LLVM would copy an error that is passed by value.
    #[inline]
    pub fn delay(&mut self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        let policy = failed.policy;
        if !is_by_policy::<P>(failed) {
            return self.by_rules(failed);
        }
        match self.fast_path(policy)? {
            FastPath::None => self.by_rules(failed),
            FastPath::Plain => Some(self.plain(policy)),
            FastPath::FullJitter => Some(self.jittered(policy)),
        }
    }

    /// Keeps or drops the error, and then computes the delay without jitter. Not inlined, with one
    /// copy for each error type: inside a loop, the compiler takes a register for the address of a
    /// drop.
    #[cold]
    #[inline(never)]
    fn plain_after<E, K: Held<E>>(&mut self, policy: &Policy, error: E) -> (Duration, K) {
        let held = K::hold(error, drop);
        (self.plain(policy), held)
    }

    /// Keeps or drops the error, and then computes the delay with jitter.
    #[cold]
    #[inline(never)]
    fn jittered_after<E, K: Held<E>>(&mut self, policy: &Policy, error: E) -> (Duration, K) {
        let held = K::hold(error, drop);
        (self.jittered(policy), held)
    }

    /// Computes the delay without jitter. Not generic, so that there is only one copy.
    #[cold]
    #[inline(never)]
    fn plain(&mut self, policy: &Policy) -> Duration {
        self.fast(policy, Draw::NONE)
    }

    /// Computes the delay with jitter. The draw comes first, because finding the thread's generator
    /// is a function call, and few values should be held during a call.
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

    /// Restarts the thread's generator, and computes the delay. A separate function, because this
    /// work inside `jittered` would make that function save registers.
    #[cold]
    #[inline(never)]
    fn restart_jitter(&mut self, policy: &Policy) -> Duration {
        self.fast(policy, Draw::restarted())
    }

    #[inline]
    fn fast(&mut self, policy: &Policy, draw: Draw) -> Duration {
        fast::next_delay(FailureState::note(&mut self.0, policy), policy, draw)
    }

    /// Decides by the full rules, for a policy without a fast path.
    #[cold]
    #[inline(never)]
    fn slow(&mut self, policy: &Policy) -> Option<Duration> {
        self.by_rules(&FailedAttempt {
            site: LazySite::of(()),
            policy,
            verdict: Verdict::Retry,
            not_before: 0,
            not_ready: false,
            elapsed: Elapsed::ZERO,
            budget: None,
        })
    }

    #[cold]
    #[inline(never)]
    fn by_rules(&mut self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        let failure = FailureState::note(&mut self.0, failed.policy);
        let input = failed.input(failure);
        decide(failure, &input).ok().map(|retry| retry.delay)
    }

    /// The fast path of the policy, or `None` if `max` ends the call.
    #[inline]
    fn fast_path(&self, policy: &Policy) -> Option<FastPath> {
        let path = super::fast_path(policy);
        (path == FastPath::None || policy.allows_retry_after(self.failed())).then_some(path)
    }

    /// The number of attempts that have failed.
    #[inline]
    fn failed(&self) -> u32 {
        self.0.as_ref().map_or(0, FailureState::attempts)
    }

    /// The number, from 1, of the attempt that is running or has just succeeded.
    #[must_use]
    #[inline]
    pub fn attempt(&self) -> u32 {
        self.failed().saturating_add(1)
    }
}

/// True if only the policy decides about a failure.
#[inline]
fn is_by_policy<P: Progress>(failed: &FailedAttempt<'_>) -> bool {
    !P::IS_TRACKED && failed.is_by_policy()
}
