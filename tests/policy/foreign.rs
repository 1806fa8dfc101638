//! A policy used through the trait of `retry-policies` keeps its limits.

use std::time::{Duration, SystemTime};

use retry_policies::{RetryDecision, RetryPolicy};
use retry_runtime::Policy;

const HOUR: Duration = Duration::from_secs(3600);

/// The delay that the trait returns, to the millisecond, for a call that began this long ago.
fn delay(policy: &Policy, began: Duration, retries: u32) -> Option<Duration> {
    let before = SystemTime::now();
    match policy.should_retry(before - began, retries) {
        RetryDecision::DoNotRetry => None,
        RetryDecision::Retry { execute_after } => {
            let after = SystemTime::now();
            // The delay lies between the times measured after and before the decision.
            let most = execute_after.duration_since(before).unwrap();
            let least = execute_after.duration_since(after).unwrap();
            let delay = policy.delays().nth(usize::try_from(retries).unwrap())?;
            assert!(
                least <= delay && delay <= most,
                "{least:?} {delay:?} {most:?}"
            );
            Some(delay)
        }
    }
}

fn delays(text: &str) -> Vec<u128> {
    let policy: Policy = text.parse().unwrap();
    let delays = (0..6).map_while(|retries| delay(&policy, Duration::ZERO, retries));
    delays.map(|delay| delay.as_millis()).collect()
}

#[test]
fn retry_policies_gets_the_delays_of_the_policy() {
    assert_eq!(
        delays("max = 3, base_delay = 1h, max_delay = 9h"),
        [1, 2, 4].map(|h| h * 3_600_000)
    );
    assert_eq!(delays("base_delay = 1h, max_delay = 2h").len(), 3);
    assert_eq!(
        delays("max = unlimited, base_delay = 1h, max_delay = 9h").len(),
        6
    );
    for jitter in ["full", "decorrelated", "proportional(0.5)"] {
        let seeded =
            format!("max = 5, base_delay = 1h, max_delay = 9h, jitter = {jitter}, seed = 3");
        assert_eq!(delays(&seeded).len(), 5);
    }
}

#[test]
fn retry_policies_gets_no_delay_past_max_elapsed() {
    let policy: Policy = "base_delay = 1h, max_delay = 9h, max_elapsed = 4h"
        .parse()
        .unwrap();
    assert_eq!(delay(&policy, HOUR * 2, 0), Some(HOUR));
    assert_eq!(delay(&policy, HOUR * 2, 1), None);
    assert_eq!(delay(&policy, HOUR * 4, 0), None);
}

#[test]
fn a_clock_that_was_set_back_does_not_end_a_call() {
    let policy: Policy = "base_delay = 1h, max_delay = 9h, max_elapsed = 4h"
        .parse()
        .unwrap();
    let future = SystemTime::now() + HOUR * 100;
    let decision = policy.should_retry(future, 0);
    assert!(matches!(decision, RetryDecision::Retry { execute_after } if execute_after < future));
}
