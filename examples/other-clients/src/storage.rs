//! The retries of `object_store` by a policy, as far as `object_store` can express the policy.

use std::time::Duration;

use object_store::{BackoffConfig, RetryConfig};
use retry_runtime::{Jitter, Policy};

/// A policy that `object_store` can't follow. The message says what to write instead.
#[derive(Debug, PartialEq, thiserror::Error)]
#[error("object_store can't follow this policy: {}", .0.join("; "))]
pub(crate) struct Unsupported(Vec<&'static str>);

/// Returns the configuration of a store that retries by this policy.
///
/// `object_store` draws each delay after the first by the formula of decorrelated jitter. The first
/// delay is the base delay. `object_store` decides itself which errors are retried.
pub(crate) fn retry_config(policy: &Policy) -> Result<RetryConfig, Unsupported> {
    // `object_store` checks the elapsed time before a delay, but not whether the delay would end
    // too late.
    let retry_timeout = match policy.max_elapsed() {
        None => Some(Duration::MAX),
        Some(limit) => limit.checked_sub(policy.max_delay()),
    };
    let faults = [
        (
            policy.jitter() != Jitter::Decorrelated,
            "its delays have decorrelated jitter: write `jitter = decorrelated`",
        ),
        (
            policy.seed().is_some(),
            "its jitter can't be repeated: leave `seed` out",
        ),
        (
            policy.max_pushback() != policy.max_delay(),
            "it doesn't read `Retry-After`: leave `max_pushback` out",
        ),
        (
            retry_timeout.is_none(),
            "it checks the time before a delay only: write a `max_elapsed` above `max_delay`",
        ),
    ];
    let faults: Vec<_> = faults
        .into_iter()
        .filter_map(|(is_fault, message)| is_fault.then_some(message))
        .collect();
    match retry_timeout {
        Some(retry_timeout) if faults.is_empty() => Ok(RetryConfig {
            backoff: BackoffConfig {
                init_backoff: policy.base_delay(),
                max_backoff: policy.max_delay(),
                // The formula of `Jitter::Decorrelated`.
                base: 3.0,
            },
            max_retries: policy
                .max()
                .map_or(usize::MAX, |max| usize::try_from(max).unwrap_or(usize::MAX)),
            retry_timeout,
        }),
        _ => Err(Unsupported(faults)),
    }
}
