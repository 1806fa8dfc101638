//! The shortcut for simple policies: the rules for a verdict to retry, if only `max` can
//! end the call. A test holds both equal over random input.

use core::time::Duration;

use super::{FailureState, Progress};
use crate::Policy;
use crate::jitter::Draw;

pub(crate) use crate::backoff::FastPath;

/// Returns true if another retry is allowed after the given number of them.
#[inline]
pub(crate) fn may_retry(policy: &Policy, retries: u32) -> bool {
    policy.allows_retry_after(retries)
}

/// The delay before that retry.
#[inline]
pub(crate) fn next_delay<P: Progress>(
    failure: &mut FailureState<P>,
    policy: &Policy,
    draw: Draw,
) -> Duration {
    failure.next_fast_delay(policy, draw)
}
