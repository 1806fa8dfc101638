//! A shortcut for simple policies: the rules for the verdict `Retry`, if only `max` can end the
//! call. A test compares the shortcut with the full rules on random input.

use core::time::Duration;

use super::{ApprovedRetry, FailureState, Progress};
use crate::budget::RetryCosts;
use crate::jitter::Draw;
use crate::{Policy, Reason, Verdict};

pub(crate) use crate::backoff::FastPath;

/// Computes the delay before the next retry.
#[inline]
pub(crate) fn next_delay<P: Progress>(
    failure: &mut FailureState<P>,
    policy: &Policy,
    draw: Draw,
) -> Duration {
    Duration::from_nanos(failure.next_fast_nanos(policy, draw))
}

/// Decides about a failed attempt with the verdict `Retry`. The decision is that of the full rules,
/// [`decide`](super::decide).
#[inline]
pub(crate) fn decide<P: Progress>(
    failure: &mut FailureState<P>,
    policy: &Policy,
    draw: Draw,
    costs: RetryCosts,
) -> Result<ApprovedRetry, Reason> {
    failure.weigh(Verdict::Retry, policy, 1);
    if !policy.allows_retry_after(failure.retries(1)) {
        return Err(Reason::RetriesExhausted);
    }
    let nanos = failure.next_fast_nanos(policy, draw);
    Ok(ApprovedRetry {
        delay: Duration::from_nanos(nanos),
        nanos,
        overridden: false,
        cost: costs.retry,
    })
}
