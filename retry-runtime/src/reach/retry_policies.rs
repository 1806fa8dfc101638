//! The trait with which `reqwest-retry` and other crates query a policy.

use std::time::SystemTime;

use retry_policies::{RetryDecision, RetryPolicy};

use crate::{Policy, platform};

/// With the feature `retry-policies`, a [`Policy`] works in the middleware of `reqwest-retry`
/// (version 0.9), and in everything else that takes this trait of the crate `retry-policies` (0.5).
///
/// The trait passes the start of the call and the number of retries so far, and asks for the time
/// of the next retry. The policy answers with its number of retries, delays, jitter and
/// `max_elapsed`. The rest is limited by the trait:
///
/// | setting | with this trait |
/// |---|---|
/// | verdict on an outcome, pushback | the middleware's `RetryableStrategy` judges; it can't pass on a `Retry-After` |
/// | budget, events, log, metrics, overrides, virtual time | not available, since the middleware has a loop of its own |
/// | `max_elapsed` | measured by the system's clock, which can be set while a call runs |
/// | jitter `decorrelated` | without a seed, the delays before are drawn again for each retry |
///
/// [`Policy::layer`](crate::Policy::layer) and the attribute have none of these limits.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use retry_policies::{RetryDecision, RetryPolicy};
/// use retry_runtime::Policy;
///
/// const POLICY: Policy = Policy::builder().max(2).build();
///
/// let start = SystemTime::now();
/// let RetryDecision::Retry { execute_after } = POLICY.should_retry(start, 1) else {
///     panic!("two retries are allowed")
/// };
/// assert!(execute_after >= start + Duration::from_millis(200));
/// assert!(matches!(POLICY.should_retry(start, 2), RetryDecision::DoNotRetry));
/// ```
impl RetryPolicy for Policy {
    fn should_retry(&self, request_start_time: SystemTime, n_past_retries: u32) -> RetryDecision {
        let now = platform::system_time();
        // If the clock was set back, the time since the start is unknown.
        let elapsed = now.duration_since(request_start_time).unwrap_or_default();
        let retries = usize::try_from(n_past_retries).unwrap_or(usize::MAX);
        let in_time = |end| self.max_elapsed().is_none_or(|limit| end <= limit);
        self.delays()
            .nth(retries)
            .filter(|delay| in_time(elapsed.saturating_add(*delay)))
            .and_then(|delay| now.checked_add(delay))
            .map_or(RetryDecision::DoNotRetry, |execute_after| {
                RetryDecision::Retry { execute_after }
            })
    }
}
