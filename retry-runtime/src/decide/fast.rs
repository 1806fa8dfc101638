//! The shortcut for simple policies: what the rules say of a failure if the verdict is to
//! retry, and only `max` can have a say. A test holds both equal over random input.

use core::time::Duration;

use super::FailureState;
use crate::Policy;
use crate::jitter::Draw;

pub(crate) use crate::backoff::FastPath;

/// Whether another retry is allowed after so many.
#[inline]
pub(crate) fn may_retry(policy: &Policy, retries: u32) -> bool {
    policy.allows_retry_after(retries)
}

/// The delay before it.
#[inline]
pub(crate) fn next_delay(failure: &mut FailureState, policy: &Policy, draw: Draw) -> Duration {
    failure.next_fast_delay(policy, draw)
}
