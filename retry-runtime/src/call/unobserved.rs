//! One retried call, where there is little to decide and nobody to tell: what the
//! one decision says, in fewer instructions.

use core::time::Duration;

use super::{Case, Failing, decide};
use crate::backoff::{Begun, Usual};
use crate::overrides::TIGHTENED;
use crate::extra::Place;
use crate::{Policy, Verdict};

/// A call of which nobody is told, neither an observer nor a feature, and for which
/// no budget pays: 12 bytes, where an async call holds it while it waits.
#[derive(Debug, Default)]
pub struct BareCall(Option<Failing>);

impl BareCall {
    /// A call that has made no attempt yet.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Takes note of a failed attempt, unless it is the last, and decides by the policy
    /// alone: the delay before the next one.
    ///
    /// In line as far as it asks of the policy, which is a constant. Of a usual one
    /// only `max` can have a say, so the error is dropped before the delay is made, as
    /// in a loop by hand: what is held over a call takes a register, which a function
    /// saves on entry, whether it fails or not. And the error comes in and goes out by
    /// value: where the loop keeps it until the answer, LLVM copies it to be dropped.
    ///
    /// # Errors
    ///
    /// What it was given, where there is no other attempt; otherwise that is dropped.
    #[inline]
    pub fn delay<E>(&mut self, policy: &Policy, error: E) -> Result<Duration, E> {
        match usual(policy) {
            Usual::No => self.unusual(policy).ok_or(error),
            _ if !self.may_retry(policy) => Err(error),
            Usual::Even => Ok(self.even_after(policy, error)),
            Usual::Spread => Ok(self.spread_after(policy, error)),
        }
    }

    /// The same, where there is more to decide by.
    ///
    /// # Errors
    ///
    /// What it was given.
    #[inline]
    pub fn delay_of<E>(&mut self, case: &Case<'_>, error: E) -> Result<Duration, E> {
        if matches!(case.verdict, Verdict::Retry) && case.policy.max_elapsed().is_none() {
            self.delay(case.policy, error)
        } else {
            self.decide(case).ok_or(error)
        }
    }

    /// What [`decide`] says of a case that is usual.
    #[inline]
    fn may_retry(&self, policy: &Policy) -> bool {
        policy.max_retries().is_none_or(|max| self.failed() < max)
    }

    /// One for each type of error, and out of line: drops are, in a loop, code whose
    /// address the compiler takes a register for.
    #[cold]
    #[inline(never)]
    fn even_after<E>(&mut self, policy: &Policy, error: E) -> Duration {
        drop(error);
        self.even(policy)
    }

    #[cold]
    #[inline(never)]
    fn spread_after<E>(&mut self, policy: &Policy, error: E) -> Duration {
        drop(error);
        self.spread(policy)
    }

    /// Not generic, so that there is one copy of it.
    #[cold]
    #[inline(never)]
    fn even(&mut self, policy: &Policy) -> Duration {
        self.next_usual(policy, Begun::EVEN)
    }

    #[cold]
    #[inline(never)]
    fn spread(&mut self, policy: &Policy) -> Duration {
        match Begun::spread() {
            Some(begun) => self.next_usual(policy, begun),
            None => self.spread_first(policy),
        }
    }

    /// Where this thread has drawn nothing yet: with a call that `spread` would have to
    /// save registers for.
    #[cold]
    #[inline(never)]
    fn spread_first(&mut self, policy: &Policy) -> Duration {
        self.next_usual(policy, Begun::first())
    }

    #[inline]
    fn next_usual(&mut self, policy: &Policy, begun: Begun) -> Duration {
        let failing = self.note(policy);
        Duration::from_nanos(failing.growth.next_usual(policy, begun))
    }

    #[cold]
    #[inline(never)]
    fn unusual(&mut self, policy: &Policy) -> Option<Duration> {
        self.decide(&Case {
            place: Place::of(()),
            policy,
            verdict: Verdict::Retry,
            elapsed: Duration::ZERO,
            budget: None,
        })
    }

    #[cold]
    #[inline(never)]
    fn decide(&mut self, case: &Case<'_>) -> Option<Duration> {
        let failing = self.note(case.policy);
        decide(failing, case).ok().map(|granted| granted.delay)
    }

    /// Takes note of a failed attempt.
    #[inline]
    fn note(&mut self, policy: &Policy) -> &mut Failing {
        match &mut self.0 {
            Some(failing) => {
                failing.again();
                failing
            }
            none => none.insert(Failing::first(policy)),
        }
    }

    /// The attempts that have failed.
    #[inline]
    fn failed(&self) -> u32 {
        self.0.as_ref().map_or(0, |failing| failing.attempts.get())
    }

    /// As `Call::attempt`.
    #[must_use]
    #[inline]
    pub fn attempt(&self) -> u32 {
        self.failed().saturating_add(1)
    }
}

/// What is usual about a policy, where no rule but `max` can have a say.
#[inline]
fn usual(policy: &Policy) -> Usual {
    if TIGHTENED {
        Usual::No
    } else {
        policy.steps().usual()
    }
}
