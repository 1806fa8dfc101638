//! The one decision after an attempt. Every loop asks here, and none has a rule
//! of its own. Pure: no clock, no waiting.

mod bare;
mod call;
mod held;
mod reason;

use core::num::NonZeroU32;
use core::time::Duration;

use crate::backoff::Growth;
use crate::overrides::Tightened;
use crate::extra::Place;
use crate::{Jitter, Policy, RetryBudget, Verdict};

pub use bare::BareCall;
pub use call::Call;
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

/// A call that has failed, as far as the decision asks. Packed, because an async
/// call holds it while it waits.
#[derive(Clone, Copy, Debug)]
#[repr(Rust, packed(4))]
struct Failing {
    /// Those that have failed.
    attempts: NonZeroU32,
    growth: Growth,
}

impl Failing {
    /// After the first attempt.
    #[inline]
    const fn first(policy: &Policy) -> Self {
        Self {
            attempts: NonZeroU32::MIN,
            growth: Growth::start(policy),
        }
    }

    /// After another one.
    #[inline]
    fn again(&mut self) {
        self.attempts = self.attempts.saturating_add(1);
    }
}

/// A retry, and what it takes.
#[derive(Clone, Copy, Debug)]
struct Granted {
    delay: Duration,
    /// Whether the delay is longer than the policy alone would have it.
    overridden: bool,
    /// Tokens of the budget.
    taken: u32,
}

/// Decides after a failed attempt, which has been taken note of.
///
/// Whatever is given, a retry is within the four limits: its delay is at most
/// the policy's cap and at least the pushback, it ends within `max_elapsed`,
/// and it is one of at most `max` retries. And it is paid for, if there is a
/// budget.
#[inline]
fn decide(failing: &mut Failing, case: &Case<'_>) -> Result<Granted, Reason> {
    let Case {
        policy, verdict, ..
    } = *case;
    if verdict == Verdict::Stop {
        return Err(Reason::NotRetryable);
    }
    let tightened = Tightened::of(case.place);
    // The first retry follows the first failed attempt, and so on.
    let retry = failing.attempts.get();
    if policy.max_retries().is_some_and(|max| retry > max) {
        return Err(Reason::RetriesExhausted);
    }
    if tightened.max_retries().is_some_and(|max| retry > max) {
        return Err(Reason::Overridden);
    }
    let own = Duration::from_nanos(failing.growth.next(policy, retry));
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
    let mut taken = 0;
    if let Some(budget) = case.budget {
        taken = match verdict {
            Verdict::RetryAfter(_) => budget.throttle_cost(),
            _ => budget.retry_cost(),
        };
        if !budget.withdraw(taken) {
            return Err(Reason::BudgetExhausted);
        }
    }
    Ok(Granted {
        delay,
        overridden: delay > untightened,
        taken,
    })
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
