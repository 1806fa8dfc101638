//! The rules after a failed attempt: plain data in, plain data out. Nothing here reads a clock,
//! takes a lock, draws a random number or withdraws tokens. `call.rs` reads these inputs before the
//! decision, and withdraws from the budget after it.

pub(crate) mod fast;
mod progress;
mod state;

use core::time::Duration;

use crate::budget::RetryCosts;
use crate::clock::Elapsed;
use crate::jitter::Draw;
use crate::limits::Limits;
use crate::{Jitter, Policy, Reason, Verdict, nanos};

pub(crate) use progress::{Progress, Tracked};
pub(crate) use state::FailureState;

/// The next step after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Return the outcome: it is the success that was wanted.
    Succeed,
    /// Wait, then attempt again.
    Retry {
        /// The delay to wait.
        delay: Duration,
        /// The verdict on the error or on the value.
        verdict: Verdict,
        /// True if an override made the delay longer than the policy alone would.
        overridden: bool,
    },
    /// Return the outcome: no other attempt is allowed.
    GiveUp(Reason),
}

impl Decision {
    /// The delay, or `None` if no attempt follows.
    pub(crate) const fn delay(self) -> Option<Duration> {
        match self {
            Self::Retry { delay, .. } => Some(delay),
            Self::Succeed | Self::GiveUp(_) => None,
        }
    }
}

/// The input of a decision, except the earlier failures.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DecisionInput<'p> {
    pub(crate) policy: &'p Policy,
    /// The verdict on the error.
    pub(crate) verdict: Verdict,
    /// The nanoseconds for which a cooldown holds the retry back.
    pub(crate) not_before: u64,
    pub(crate) elapsed: Elapsed,
    /// Limits that are stricter than the policy's.
    pub(crate) limits: Limits,
    /// The cost of a retry in tokens of the budget.
    pub(crate) costs: RetryCosts,
    /// The random number of this retry.
    pub(crate) draw: Draw,
}

/// A retry that all rules but the budget's allow, and its cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ApprovedRetry {
    pub(crate) delay: Duration,
    /// The delay in nanoseconds. The fast path has them before it has a [`Duration`].
    pub(crate) nanos: u64,
    /// True if an override made the delay longer than the policy alone would.
    pub(crate) overridden: bool,
    /// The cost in tokens of the budget.
    pub(crate) cost: u32,
}

/// Decides after a failed attempt. `failure` already counts that attempt.
///
/// For any input, a retry keeps the four limits. Its delay is at most the policy's cap, or
/// `max_pushback` if the server asked and that is larger. Its delay is at least the pushback. The
/// delay ends within `max_elapsed`. At most `max` retries are made since the last progress.
///
/// A verdict of `RetryNow` has no delay, but never twice in a row. All other retries have a delay,
/// unless the policy says otherwise: before the first retry, or by a function.
#[allow(clippy::inline_always, reason = "constants of its two callers go")]
#[inline(always)]
pub(crate) fn decide<P: Progress>(
    failure: &mut FailureState<P>,
    input: &DecisionInput<'_>,
) -> Result<ApprovedRetry, Reason> {
    let (policy, limits) = (input.policy, input.limits);
    let verdict = failure.weigh(input.verdict, policy, input.elapsed.first);
    if verdict == Verdict::Stop {
        return Err(Reason::NotRetryable);
    }
    let first = input.elapsed.first;
    let retries = failure.retries(first);
    if !policy.allows_retry_after(retries) {
        return Err(Reason::RetriesExhausted);
    }
    let is_over = |made| move |max| made >= max;
    if limits.max_retries.is_some_and(is_over(retries))
        || limits
            .max_total_retries
            .is_some_and(is_over(failure.attempts() - 1))
    {
        return Err(Reason::Overridden);
    }
    let own = match verdict {
        Verdict::RetryNow => Duration::ZERO,
        _ => failure.next_own_delay(policy, input.draw, first),
    };
    let asked = match verdict {
        Verdict::RetryAfter(asked) => Some(asked.max(Duration::from_nanos(input.not_before))),
        _ if input.not_before > 0 => Some(Duration::from_nanos(input.not_before)),
        _ => None,
    };
    let delay = |own| match asked {
        Some(asked) => apply_pushback(policy, own, asked, input.draw),
        None => Ok(own),
    };
    let unlimited = delay(own)?;
    let delay = match limits.scale {
        None => unlimited,
        Some(scale) => delay(scaled(own, scale, policy.max_delay()))?,
    };
    let ends_late = |limit| input.elapsed.time.saturating_add(delay) > limit;
    if policy.max_elapsed().is_some_and(ends_late) {
        return Err(Reason::DeadlineExceeded);
    }
    Ok(ApprovedRetry {
        delay,
        nanos: nanos::from_duration(delay),
        overridden: delay > unlimited,
        cost: match asked {
            Some(_) => input.costs.throttled,
            None => input.costs.retry,
        },
    })
}

/// The delay before an attempt that a cooldown holds back. Jitter is added to the time left of the
/// cooldown, so that the calls don't come back together. All such delays of one attempt together
/// are at most `max_pushback`, and end within the limits of the call.
#[cold]
pub(crate) fn cooling_delay(
    policy: &Policy,
    cooldown: Duration,
    waited: Duration,
    time_left: Option<Duration>,
    draw: Draw,
) -> Duration {
    let spread = match policy.jitter() {
        Jitter::None => Duration::ZERO,
        _ => first_delay(policy, draw),
    };
    let allowed = policy.max_pushback().saturating_sub(waited);
    let allowed = time_left.map_or(allowed, |left| left.min(allowed));
    cooldown.saturating_add(spread).min(allowed)
}

/// The policy's first delay that is not zero, or zero if it has none. It spreads calls that come back
/// from the same pause.
fn first_delay(policy: &Policy, draw: Draw) -> Duration {
    let mut failure = None;
    let mut delay =
        || FailureState::<()>::note(&mut failure, policy).next_own_delay(policy, draw, 1);
    // Only the first delay of a policy may be zero.
    match delay() {
        Duration::ZERO => delay(),
        first => first,
    }
}

/// A longer delay, at most the policy's cap. The result is never shorter than the delay passed.
#[cold]
fn scaled(delay: Duration, scale: f64, cap: Duration) -> Duration {
    let seconds = delay.as_secs_f64() * scale;
    let scaled = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
    scaled.min(cap).max(delay)
}

/// The delay after pushback. It is at least the time that the server asked for, and at least the
/// policy's own delay. It is at most `max_pushback`, or the policy's own delay if that is longer.
/// If the server asks for zero, the policy's own delay prevents a hot loop. With jitter, the own
/// delay is added to the server's, so that clients with equal pushback don't come back together. If
/// the own delay is zero, the policy's first delay that is not zero takes its place.
///
/// Cold, so that the usual decision saves no registers for this function.
#[cold]
fn apply_pushback(
    policy: &Policy,
    own: Duration,
    asked: Duration,
    draw: Draw,
) -> Result<Duration, Reason> {
    let cap = policy.max_pushback();
    if asked > cap {
        return Err(Reason::PushbackTooLong);
    }
    Ok(match policy.jitter() {
        Jitter::None => own.max(asked),
        _ if own.is_zero() && !asked.is_zero() => {
            first_delay(policy, draw).saturating_add(asked).min(cap)
        }
        _ => own.saturating_add(asked).min(cap).max(own),
    })
}

#[cfg(all(test, feature = "std"))]
mod tests;
