//! Facts about a policy before any call: its delays, the longest total wait, and the most attempts.
//! Half of the checks run in const evaluation.

use crate::arbitrary;

use std::time::Duration;

use proptest::prelude::*;
use retry_runtime::{Backoff, Jitter, Policy};

const POLICY: Policy = Policy::builder().max(5).build();
const _: () = assert!(POLICY.worst_case_delay().unwrap().as_millis() == 3100);
const _: () = assert!(POLICY.worst_case_delay().unwrap().as_secs() < 60);
const _: () = assert!(matches!(POLICY.max_attempts(), Some(6)));
const _: () = assert!(matches!(POLICY.max(), Some(5)));
const _: () = assert!(POLICY.base_delay().as_millis() == 100);

const UNLIMITED: Policy = Policy::builder().unlimited().build();
const _: () = assert!(UNLIMITED.worst_case_delay().is_none());
const _: () = assert!(UNLIMITED.max_attempts().is_none());

/// The slowest sum: the delay grows by a ten-millionth, four billion times. The sum must not take
/// the compiler long, nor cause a lint about long evaluation.
const SLOW: Policy = Policy::builder()
    .max(u32::MAX - 1)
    .factor(1.000_000_1)
    .build();
const SLOW_WORST: Duration = SLOW.worst_case_delay().unwrap();
const _: () = assert!(SLOW_WORST.as_secs() > 30 * 4_000_000_000);
const _: () = assert!(SLOW_WORST.as_secs() <= 30 * 4_294_967_294);

const LONG: [Policy; 4] = {
    let all = Policy::builder().max(u32::MAX - 1).max_delay(Duration::MAX);
    [
        all.backoff(Backoff::Constant).build(),
        all.backoff(Backoff::Linear).build(),
        all.backoff(Backoff::Fibonacci).build(),
        all.jitter(Jitter::Decorrelated).build(),
    ]
};
const LONG_WORST: [Option<Duration>; 4] = [
    LONG[0].worst_case_delay(),
    LONG[1].worst_case_delay(),
    LONG[2].worst_case_delay(),
    LONG[3].worst_case_delay(),
];

#[test]
fn the_longest_sums_are_exact() {
    let n = u128::from(u32::MAX - 1);
    let base = POLICY.base_delay().as_nanos();
    let nanos = LONG_WORST.map(|worst| worst.unwrap().as_nanos());
    assert_eq!(nanos[0], base * n);
    assert_eq!(nanos[1], base * n * (n + 1) / 2);
    // Delays soon reach 584 years each, so that their sum exceeds a `Duration`.
    assert_eq!(LONG_WORST[2..], [Some(Duration::MAX); 2]);
}

fn sum(policy: Policy) -> Duration {
    policy
        .delays()
        .fold(Duration::ZERO, Duration::saturating_add)
}

proptest! {
    /// Without jitter, the worst case is the sum of the delays, or the time limit.
    #[test]
    fn worst_case_is_the_sum_of_the_delays(
        policy in arbitrary::policy()
            .prop_filter("no jitter", |policy| policy.jitter() == Jitter::None)
            .prop_filter("few", |policy| policy.max().is_some_and(|max| max < 10_000)),
    ) {
        let limit = policy.max_elapsed().unwrap_or(Duration::MAX);
        prop_assert_eq!(policy.worst_case_delay(), Some(sum(policy).min(limit)));
    }

    /// With jitter, no run waits longer than the worst case.
    #[test]
    fn worst_case_is_never_exceeded(
        policy in arbitrary::policy()
            .prop_filter("few", |policy| policy.max().is_some_and(|max| max < 10_000)),
    ) {
        let limit = policy.max_elapsed().unwrap_or(Duration::MAX);
        prop_assert!(sum(policy).min(limit) <= policy.worst_case_delay().unwrap());
    }

    /// Checks that the bound is tight: with jitter that only shortens delays, it equals the sum of
    /// the delays without jitter.
    #[test]
    fn jitter_does_not_change_the_worst_case(seed: u64, max in 1..100_u32) {
        let policy = Policy::builder().max(max);
        let plain = policy.build().worst_case_delay();
        for jitter in [Jitter::Full, Jitter::Equal, Jitter::Proportional(0.5)] {
            prop_assert_eq!(policy.jitter(jitter).seed(seed).build().worst_case_delay(), plain);
        }
    }

    #[test]
    fn the_worst_case_of_any_policy_is_computed_quickly(policy in arbitrary::policy()) {
        let limited = policy.max().is_some() || policy.max_elapsed().is_some();
        prop_assert_eq!(policy.worst_case_delay().is_some(), limited);
        prop_assert_eq!(policy.max_attempts(), policy.max().map(|max| max + 1));
        if let (Some(worst), Some(max)) = (policy.worst_case_delay(), policy.max()) {
            let most = policy.max_delay().as_nanos() * u128::from(max);
            prop_assert!(worst.as_nanos() <= most.min(Duration::MAX.as_nanos()));
        }
    }

    #[test]
    fn a_time_limit_bounds_the_worst_case(max in arbitrary::max_retries(), seconds in 1..100_u64) {
        let policy = Policy::builder().max_elapsed(Duration::from_secs(seconds));
        let policy = match max {
            Some(max) => policy.max(max),
            None => policy.unlimited(),
        };
        prop_assert!(policy.build().worst_case_delay().unwrap() <= Duration::from_secs(seconds));
    }
}

#[test]
fn the_worst_case_of_decorrelated_jitter_triples() {
    let seconds = |n| Duration::from_secs(n);
    let arguments = Policy::builder()
        .base_delay(seconds(1))
        .max_delay(seconds(60));
    let policy = arguments.max(5).jitter(Jitter::Decorrelated).build();
    assert_eq!(
        policy.worst_case_delay(),
        Some(seconds(3 + 9 + 27 + 60 + 60))
    );
}

/// After 10,000 growing delays, each further delay counts as the cap.
#[test]
fn worst_case_after_ten_thousand_delays_is_an_upper_bound() {
    let policy = Policy::builder().max(20_000).factor(1.000_1).build();
    let worst = policy.worst_case_delay().unwrap();
    assert!(worst >= sum(policy));
    assert!(worst <= policy.max_delay() * 20_000);
}
