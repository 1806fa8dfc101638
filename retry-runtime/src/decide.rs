//! The one decision after an attempt. Every loop asks here, and none has a rule
//! of its own. Pure: no clock, no waiting.

mod held;
mod reason;

use core::num::NonZeroU32;
use core::time::Duration;

use crate::backoff::Growth;
use crate::overrides::{TIGHTENED, Tightened};
use crate::shown::{Show, Way};
use crate::watch::{Place, WATCHED, watch};
use crate::{Event, Jitter, Policy, RetryBudget, Verdict, nanos};

use held::Held;
pub use reason::Reason;

/// What to do after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Return the outcome: it is the success that was wanted.
    Succeed,
    /// Wait, then attempt again.
    Retry {
        /// How long to wait.
        delay: Duration,
        /// What the error was taken to mean.
        verdict: Verdict,
        /// Whether the delay is longer than the policy alone would have it.
        overridden: bool,
    },
    /// Return the outcome: no other attempt is allowed.
    GiveUp(Reason),
}

impl Decision {
    /// The delay, or the outcome back, which is otherwise dropped: before the
    /// delay, which may be long.
    ///
    /// # Errors
    ///
    /// What it was given.
    pub fn delay<R>(self, outcome: R) -> Result<Duration, R> {
        match self {
            Self::Retry { delay, .. } => Ok(delay),
            Self::Succeed | Self::GiveUp(_) => Err(outcome),
        }
    }
}

/// A failed attempt, as it comes before the decision. Lent as one, so that where
/// nothing is asked for it is a constant, and one address.
#[derive(Clone, Copy, Debug)]
pub struct Case<'c> {
    /// Where.
    pub place: Place,
    /// By which it is decided.
    pub policy: &'c Policy,
    /// What the error means.
    pub verdict: Verdict,
    /// The time since the call began; zero where the policy does not ask.
    pub elapsed: Duration,
    /// What pays for a retry.
    pub budget: Option<&'c RetryBudget>,
}

/// One retried call. Until its first failure it is a single `None`, so that a
/// call that succeeds at once pays for no state; and it is small, because an
/// async call holds it while it waits.
#[derive(Debug, Default)]
pub struct Call(Option<Failing>);

#[derive(Debug)]
struct Failing {
    attempts: NonZeroU32,
    /// What the last retry took from the budget.
    taken: u32,
    growth: Growth,
    /// In nanoseconds.
    total_delay: u64,
}

impl Call {
    /// A call that has made no attempt yet.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Takes note of a failed attempt, and decides: the delay, or the error back
    /// where no retry is allowed. The error is dropped before the delay, which may
    /// be long.
    ///
    /// Out of line, with the error's end in it: all that an annotated function
    /// holds while it succeeds is its arguments.
    ///
    /// # Errors
    ///
    /// What it was given.
    #[cold]
    #[inline(never)]
    pub fn retry<E>(&mut self, case: &Case<'_>, way: impl Way<E>, error: E) -> Result<Duration, E> {
        match case.place.site() {
            Some(site) if WATCHED => {
                let decision = self.decide(case);
                let show = Show::new(&error, way.how());
                let Case { policy, budget, .. } = *case;
                watch(&Event::new(
                    site,
                    policy,
                    self,
                    decision,
                    Some(&show),
                    budget,
                ));
                decision.delay(error)
            }
            _ => self.delay(case).ok_or(error),
        }
    }

    /// The same without reasons, where there is nobody to tell them. Not generic,
    /// so that there is one copy of it.
    #[inline(never)]
    fn delay(&mut self, case: &Case<'_>) -> Option<Duration> {
        match self.failed().delay(case) {
            Ok((delay, _)) => Some(delay),
            Err(_) => None,
        }
    }

    /// Takes note of a failed attempt, and decides.
    ///
    /// Whatever is given, a retry is within the four limits: its delay is at most
    /// the policy's cap and at least the pushback, it ends within `max_elapsed`,
    /// and it is one of at most `max` retries. And it is paid for, if there is a
    /// budget.
    #[cold]
    #[inline(never)]
    pub fn decide(&mut self, case: &Case<'_>) -> Decision {
        match self.failed().delay(case) {
            Ok((delay, overridden)) => Decision::Retry {
                delay,
                verdict: case.verdict,
                overridden,
            },
            Err(reason) => Decision::GiveUp(reason),
        }
    }

    #[inline]
    fn failed(&mut self) -> &mut Failing {
        match &mut self.0 {
            Some(failing) => {
                failing.attempts = failing.attempts.saturating_add(1);
                failing
            }
            none => none.insert(Failing {
                attempts: NonZeroU32::MIN,
                taken: 0,
                growth: Growth::START,
                total_delay: 0,
            }),
        }
    }

    /// After a success: gives the budget its due, and tells who watches, unless
    /// it was the first attempt.
    #[inline]
    pub fn succeed(&self, place: Place, policy: &Policy, budget: Option<&RetryBudget>) {
        if let Some(budget) = budget {
            self.refund(budget);
        }
        if WATCHED && self.has_failed() {
            self.recovered(place, policy, budget);
        }
    }

    #[cold]
    #[inline(never)]
    fn recovered(&self, place: Place, policy: &Policy, budget: Option<&RetryBudget>) {
        if let Some(site) = place.site() {
            let error = None::<&Show<'_, ()>>;
            watch(&Event::new(
                site,
                policy,
                self,
                Decision::Succeed,
                error,
                budget,
            ));
        }
    }

    /// After a success: gives the budget its due.
    #[inline]
    pub fn refund(&self, budget: &RetryBudget) {
        budget.deposit(match &self.0 {
            None => budget.refund(),
            Some(failing) => failing.taken,
        });
    }

    /// For the time of a delay: what the retry that follows has taken.
    pub fn hold<'b>(&self, budget: &'b RetryBudget) -> Held<'b> {
        let tokens = self.0.as_ref().map_or(0, |failing| failing.taken);
        Held::new(budget, tokens)
    }

    /// The number of the attempt that runs, or that has just succeeded: from 1.
    #[must_use]
    #[inline]
    pub fn attempt(&self) -> u32 {
        self.failed_attempts().saturating_add(1)
    }

    /// Whether an attempt has failed.
    #[must_use]
    #[inline]
    pub const fn has_failed(&self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn failed_attempts(&self) -> u32 {
        self.0.as_ref().map_or(0, |failing| failing.attempts.get())
    }

    /// The sum of the delays decided so far.
    pub(crate) fn total_delay(&self) -> Duration {
        let nanos = self.0.as_ref().map_or(0, |failing| failing.total_delay);
        Duration::from_nanos(nanos)
    }
}

impl Failing {
    /// The delay before the next retry, and whether it was made longer; or why
    /// there is none.
    #[inline]
    fn delay(&mut self, case: &Case<'_>) -> Result<(Duration, bool), Reason> {
        let unconditional = !TIGHTENED
            && matches!(case.verdict, Verdict::Retry)
            && case.budget.is_none()
            && case.policy.max_elapsed().is_none();
        if !unconditional {
            return self.conditional_delay(case);
        }
        let delay = self.own_delay(case.policy, None)?;
        self.total_delay = self.total_delay.saturating_add(delay);
        Ok((Duration::from_nanos(delay), false))
    }

    /// What the policy itself says, in nanoseconds.
    #[inline]
    fn own_delay(&mut self, policy: &Policy, tighter: Option<u32>) -> Result<u64, Reason> {
        // The first retry follows the first failed attempt, and so on.
        let retry = self.attempts.get();
        if policy.max_retries().is_some_and(|max| retry > max) {
            return Err(Reason::RetriesExhausted);
        }
        if tighter.is_some_and(|max| retry > max) {
            return Err(Reason::Overridden);
        }
        Ok(self.growth.next(policy, retry))
    }

    /// The same, and all that a call may ask for besides. Out of line, so that a
    /// call that asks for nothing does not step over it.
    #[inline(never)]
    fn conditional_delay(&mut self, case: &Case<'_>) -> Result<(Duration, bool), Reason> {
        let Case {
            policy, verdict, ..
        } = *case;
        if verdict == Verdict::Stop {
            return Err(Reason::NotRetryable);
        }
        let tightened = Tightened::of(case.place);
        let own = Duration::from_nanos(self.own_delay(policy, tightened.max_retries())?);
        let delay = |own| match verdict {
            Verdict::RetryAfter(asked) => pushed_back(policy, own, asked),
            _ => Ok(own),
        };
        let untightened = delay(own)?;
        let delay = delay(tightened.scaled(own, policy.max_delay()))?;
        match policy.max_elapsed() {
            Some(limit) if case.elapsed.saturating_add(delay) > limit => {
                return Err(Reason::DeadlineExceeded);
            }
            _ => {}
        }
        if let Some(budget) = case.budget {
            let cost = match verdict {
                Verdict::RetryAfter(_) => budget.throttle_cost(),
                _ => budget.retry_cost(),
            };
            if !budget.withdraw(cost) {
                return Err(Reason::BudgetExhausted);
            }
            self.taken = cost;
        }
        let nanos = nanos::from_duration(delay);
        self.total_delay = self.total_delay.saturating_add(nanos);
        Ok((delay, delay > untightened))
    }
}

/// The delay where the server asked to wait: never shorter than asked, never
/// above the cap. A server that asks for nothing gets no hot loop. With jitter,
/// the own delay comes on top, so that clients that were told the same do not
/// come back together.
fn pushed_back(policy: &Policy, own: Duration, asked: Duration) -> Result<Duration, Reason> {
    let cap = policy.max_delay();
    if asked > cap {
        return Err(Reason::PushbackTooLong);
    }
    Ok(match policy.jitter() {
        Jitter::None => own.max(asked),
        _ => own.saturating_add(asked).min(cap),
    })
}

#[cfg(all(test, feature = "std"))]
mod tests;
