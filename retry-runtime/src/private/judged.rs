//! The checks of constant arguments. The call of each check has the span of its argument, so that a
//! failed const evaluation is reported at the argument.

use core::time::Duration;

use crate::policy::{judge_attempt_timeout, judge_call_timeout, valid};
use crate::{Backoff, Policy, PolicyBuilder, PolicyError};

#[must_use]
#[inline]
pub const fn policy(arguments: PolicyBuilder) -> Policy {
    arguments.build()
}

/// The policy of the arguments next to a constant profile.
#[must_use]
#[inline]
pub const fn policy_over(policy: &Policy, arguments: PolicyBuilder) -> Policy {
    arguments.over(policy).build()
}

#[must_use]
#[inline]
pub const fn max(retries: u32) -> u32 {
    let _valid = Policy::builder().max(retries).build();
    retries
}

#[must_use]
#[inline]
pub const fn max_attempts(attempts: u32) -> u32 {
    let _valid = Policy::builder().max_attempts(attempts).build();
    attempts
}

#[must_use]
#[inline]
pub const fn base_delay(delay: Duration) -> Duration {
    let _valid = Policy::builder().base_delay(delay).build();
    delay
}

#[must_use]
#[inline]
pub const fn max_delay(delay: Duration) -> Duration {
    let _valid = Policy::builder().max_delay(delay).build();
    delay
}

#[must_use]
#[inline]
pub const fn max_pushback(delay: Duration) -> Duration {
    let _valid = Policy::builder().max_pushback(delay).build();
    delay
}

/// Checks `max_elapsed` with the shortest base delay. The whole policy is checked with the real
/// base delay.
#[must_use]
#[inline]
pub const fn max_elapsed(limit: Duration) -> Duration {
    let shortest = Policy::builder().base_delay(Duration::from_nanos(1));
    let _valid = shortest.max_elapsed(limit).build();
    limit
}

#[must_use]
#[inline]
pub const fn reset_after(life: Duration) -> Duration {
    let _valid = Policy::builder().reset_after(life).build();
    life
}

#[must_use]
#[inline]
pub const fn attempt_timeout(limit: Duration) -> Duration {
    valid(judge_attempt_timeout(limit))
}

#[must_use]
#[inline]
pub const fn call_timeout(limit: Duration) -> Duration {
    valid(judge_call_timeout(limit))
}

#[must_use]
#[inline]
pub const fn factor(factor: f64) -> f64 {
    let _valid = Policy::builder().factor(factor).build();
    factor
}

/// Returns the curve. The type of the parameter rejects all other functions.
#[must_use]
#[inline]
pub const fn backoff(curve: fn(u32) -> Duration) -> Backoff {
    Backoff::Curve(curve)
}

#[must_use]
#[inline]
pub const fn delays(list: &'static [Duration]) -> &'static [Duration] {
    let _valid = Policy::builder().delays(list).build();
    list
}

/// Checks a delay of a list, except the first delay, which may be zero.
#[must_use]
#[inline]
pub const fn later_delay(delay: Duration) -> Duration {
    let zero = PolicyError::delays_with_later_zero();
    assert!(!delay.is_zero(), "{}", zero.rule());
    delay
}

#[must_use]
#[inline]
pub const fn seed(seed: u64) -> u64 {
    seed
}
