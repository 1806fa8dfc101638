//! The judges of constant arguments. Each is called at its argument's own place
//! in the source, so that the caret of a failed const evaluation falls there.

use core::time::Duration;

use crate::{Policy, PolicyBuilder, PolicyError};

#[doc(hidden)]
#[must_use]
pub const fn policy(arguments: PolicyBuilder) -> Policy {
    arguments.build()
}

#[doc(hidden)]
#[must_use]
pub const fn max(retries: u32) -> u32 {
    let _valid = Policy::builder().max(retries).build();
    retries
}

#[doc(hidden)]
#[must_use]
pub const fn max_attempts(attempts: u32) -> u32 {
    let _valid = Policy::builder().max_attempts(attempts).build();
    attempts
}

#[doc(hidden)]
#[must_use]
pub const fn base_delay(delay: Duration) -> Duration {
    let _valid = Policy::builder().base_delay(delay).build();
    delay
}

#[doc(hidden)]
#[must_use]
pub const fn max_delay(delay: Duration) -> Duration {
    let _valid = Policy::builder().max_delay(delay).build();
    delay
}

#[doc(hidden)]
#[must_use]
pub const fn max_pushback(delay: Duration) -> Duration {
    let _valid = Policy::builder().max_pushback(delay).build();
    delay
}

/// With the shortest of base delays: which it must be longer than is judged
/// with the policy as a whole.
#[doc(hidden)]
#[must_use]
pub const fn max_elapsed(limit: Duration) -> Duration {
    let shortest = Policy::builder().base_delay(Duration::from_nanos(1));
    let _valid = shortest.max_elapsed(limit).build();
    limit
}

#[doc(hidden)]
#[must_use]
pub const fn attempt_timeout(limit: Duration) -> Duration {
    if let Some(error) = PolicyError::of_attempt_timeout(limit) {
        panic!("{}", error.rule());
    }
    limit
}

#[doc(hidden)]
#[must_use]
pub const fn factor(factor: f64) -> f64 {
    let _valid = Policy::builder().factor(factor).build();
    factor
}

#[doc(hidden)]
#[must_use]
pub const fn seed(seed: u64) -> u64 {
    seed
}
