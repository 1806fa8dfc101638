//! One retried call, where there is little to decide and nobody to tell: what the
//! one decision says, in fewer instructions.

use core::num::NonZeroU32;
use core::time::Duration;

use super::{Case, Failing, decide};
use crate::backoff::{Begun, Growth, Usual};
use crate::overrides::TIGHTENED;
use crate::shown::Way;
use crate::watch::Place;
use crate::{Policy, RetryBudget, Verdict};

/// A call of which nobody is told, and for which no budget pays: 12 bytes, where
/// an async call holds it while it waits.
#[derive(Debug, Default)]
pub struct BareCall(Option<Failing>);

impl BareCall {
    /// A call that has made no attempt yet.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self(None)
    }

    /// As [`Call::delay`].
    ///
    /// In line as far as the questions are constants as a rule, and so asked of the
    /// compiler.
    #[inline]
    pub fn delay<E>(&mut self, case: &Case<'_>, _: impl Way<E>, _: &E) -> Option<Duration> {
        match case.usual() {
            Some(Usual::Even) => self.even(case),
            Some(Usual::Spread) => self.spread(case),
            _ => self.unusual(case),
        }
    }

    /// Not generic, so that there is one copy of it.
    #[cold]
    #[inline(never)]
    fn even(&mut self, case: &Case<'_>) -> Option<Duration> {
        let delay = decide_usual(&mut self.0, case.policy, Begun::EVEN);
        delay.or_else(|| self.unusual(case))
    }

    /// The same.
    #[cold]
    #[inline(never)]
    fn spread(&mut self, case: &Case<'_>) -> Option<Duration> {
        let begun = Begun::spread();
        let delay = begun.and_then(|begun| decide_usual(&mut self.0, case.policy, begun));
        delay.or_else(|| self.unusual(case))
    }

    /// The same, and any other case.
    #[cold]
    #[inline(never)]
    fn unusual(&mut self, case: &Case<'_>) -> Option<Duration> {
        let failing = match &mut self.0 {
            Some(failing) => {
                failing.again();
                failing
            }
            none => none.insert(Failing::first(case.policy)),
        };
        decide(failing, case).ok().map(|granted| granted.delay)
    }

    /// Nobody is told.
    #[inline]
    #[allow(clippy::unused_self, reason = "in place of `Call::succeed`")]
    pub fn succeed(&self, _: Place, _: &Policy, _: Option<&RetryBudget>) {}

    /// As [`Call::attempt`].
    #[must_use]
    #[inline]
    pub fn attempt(&self) -> u32 {
        let failed = self.0.as_ref().map_or(0, |failing| failing.attempts.get());
        failed.saturating_add(1)
    }
}

impl Case<'_> {
    /// Where no rule but `max` can have a say: what is usual about the policy.
    #[inline]
    fn usual(&self) -> Option<Usual> {
        let unconditional = !TIGHTENED
            && matches!(self.verdict, Verdict::Retry)
            && self.budget.is_none()
            && self.policy.max_elapsed().is_none();
        unconditional.then(|| self.policy.steps().usual())
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
