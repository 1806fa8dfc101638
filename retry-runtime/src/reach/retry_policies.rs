//! The trait by which `reqwest-retry` and others ask a policy.

use std::time::SystemTime;

use retry_policies::{RetryDecision, RetryPolicy};

use crate::{Policy, platform};

/// With the feature `retry-policies`, a policy is one for the middleware of `reqwest-retry`
/// (version 0.9), and for all that takes this trait of the crate `retry-policies` (0.5).
///
/// The trait asks for a time, given the start of the call and the number of retries so far. The
/// policy answers by its retries, delays, jitter and `max_elapsed`. The trait can't ask for the
/// rest:
///
/// | | |
/// |---|---|
/// | verdict on an outcome, pushback | the middleware's `RetryableStrategy` judges. It can't pass a `Retry-After` on |
/// | budget, events, log, metrics, overrides, virtual time | none: the middleware has a loop of its own |
/// | `max_elapsed` | measured by the system's clock, which can be set while a call runs |
/// | jitter `decorrelated` | without a seed, the delays before are drawn anew for each retry |
///
/// [`Policy::layer`](crate::Policy::layer) and the attribute have all of these.
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
        // A clock that was set back tells nothing of the time since then.
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
