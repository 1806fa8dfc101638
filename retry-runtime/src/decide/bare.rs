//! One retried call, where there is little to decide and nobody to tell: what the
//! one decision says, in fewer instructions.

use core::num::NonZeroU32;
use core::time::Duration;

use super::{Case, Failing, decide};
use crate::backoff::{Begun, Growth, Usual};
use crate::overrides::TIGHTENED;
use crate::watch::Place;
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

    /// Takes note of a failed attempt, and decides by the policy alone: the delay
    /// before the next attempt, or nothing where there is none.
    ///
    /// In line as far as it asks of the policy, which is a constant.
    #[inline]
    pub fn delay(&mut self, policy: &Policy) -> Option<Duration> {
        match usual(policy) {
            Usual::Even => self.even(policy),
            Usual::Spread => self.spread(policy),
            Usual::No => self.unusual(policy),
        }
    }

    /// The same, where there is more to decide by.
    #[inline]
    pub fn delay_of(&mut self, case: &Case<'_>) -> Option<Duration> {
        if matches!(case.verdict, Verdict::Retry) && case.policy.max_elapsed().is_none() {
            self.delay(case.policy)
        } else {
            self.decide(case)
        }
    }

    /// Not generic, so that there is one copy of it.
    #[cold]
    #[inline(never)]
    fn even(&mut self, policy: &Policy) -> Option<Duration> {
        let delay = decide_usual(&mut self.0, policy, Begun::EVEN);
        delay.or_else(|| self.unusual(policy))
    }

    #[cold]
    #[inline(never)]
    fn spread(&mut self, policy: &Policy) -> Option<Duration> {
        let begun = Begun::spread();
        let delay = begun.and_then(|begun| decide_usual(&mut self.0, policy, begun));
        delay.or_else(|| self.unusual(policy))
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
        let failing = match &mut self.0 {
            Some(failing) => {
                failing.again();
                failing
            }
            none => none.insert(Failing::first(case.policy)),
        };
        decide(failing, case).ok().map(|granted| granted.delay)
    }

    /// As `Call::attempt`.
    #[must_use]
    #[inline]
    pub fn attempt(&self) -> u32 {
        let failed = self.0.as_ref().map_or(0, |failing| failing.attempts.get());
        failed.saturating_add(1)
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

/// Takes note of a failed attempt and decides, of a case that is usual.
/// Nothing where no retry is left: then it is for [`decide`] to say.
#[inline]
fn decide_usual(failing: &mut Option<Failing>, policy: &Policy, begun: Begun) -> Option<Duration> {
    let attempts = failing.map_or(0, |failing| failing.attempts.get());
    let mut growth = failing.map_or(Growth::start(policy), |failing| failing.growth);
    match policy.max_retries() {
        Some(max) if attempts < max => {
            let nanos = growth.next_usual(policy, begun);
            let attempts = NonZeroU32::MIN.saturating_add(attempts);
            *failing = Some(Failing { attempts, growth });
            Some(Duration::from_nanos(nanos))
        }
        _ => None,
    }
}
