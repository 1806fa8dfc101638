//! `Policy`: its defaults, and the number of its delays.

use std::time::Duration;

use retry_runtime::testing::VirtualTime;
use retry_runtime::{Backoff, Jitter, Policy, retry};

mod defaults {
    use super::*;

    #[test]
    fn defaults_are_three_retries_doubling_from_100_ms_capped_at_30_s() {
        let policy = Policy::default();
        assert_eq!(policy.max(), Some(3));
        assert_eq!(policy.base_delay(), Duration::from_millis(100));
        assert_eq!(policy.max_delay(), Duration::from_secs(30));
        assert_eq!(policy.factor().to_bits(), 2.0_f64.to_bits());
        assert_eq!(policy.jitter(), Jitter::None);
        assert_eq!(policy.backoff(), Backoff::Exponential);
        assert_eq!((policy.seed(), policy.max_elapsed()), (None, None));
    }

    #[test]
    fn written_arguments_override_defaults() {
        let short = Policy::builder()
            .max_delay(Duration::from_millis(10))
            .build();
        assert_eq!(short.base_delay(), Duration::from_millis(10));
        let capped = Policy::builder().max_delay(Duration::from_secs(1)).build();
        assert_eq!(capped.base_delay(), Duration::from_millis(100));
        let long = Policy::builder()
            .base_delay(Duration::from_secs(60))
            .build();
        assert_eq!(long.max_delay(), Duration::from_secs(60));
        let usual = Policy::builder().base_delay(Duration::from_secs(1)).build();
        assert_eq!(usual.max_delay(), Duration::from_secs(30));
    }

    #[test]
    fn defaults_written_out_give_the_default_policy() {
        let written = Policy::builder()
            .max(3)
            .base_delay(Duration::from_millis(100))
            .max_delay(Duration::from_secs(30))
            .factor(2.0)
            .jitter(Jitter::None)
            .build();
        assert_eq!(written, Policy::default());
    }
}

#[test]
fn max_attempts_is_max_plus_1() {
    let policy = Policy::builder().max_attempts(5).build();
    assert_eq!((policy.max(), policy.max_attempts()), (Some(4), Some(5)));
}

#[test]
fn policy_none_makes_a_single_attempt() {
    #[retry(policy = policy)]
    fn call(policy: Option<Policy>, calls: &mut u32) -> Option<()> {
        *calls += 1;
        None
    }

    let _clock = VirtualTime::start();
    let mut calls = 0;
    assert_eq!(call(None, &mut calls), None);
    assert_eq!(calls, 1);
    assert_eq!(call(Some(Policy::default()), &mut calls), None);
    assert_eq!(calls, 5);
}

#[test]
fn derived_arguments_are_not_printed() {
    let minute = Policy::builder().base_delay(Duration::from_secs(60));
    assert_eq!(minute.build().to_string(), "max = 3, base_delay = 1m");
    let hour = minute.max_delay(Duration::from_secs(3600)).build();
    let text = "max = 3, base_delay = 1m, max_delay = 1h";
    assert_eq!(hour.to_string(), text);
}

#[test]
fn numbers_are_printed_as_people_write_them() {
    for (factor, written) in [
        (1.5, "1.5"),
        (3.0, "3"),
        (1e14, "100000000000000"),
        (1e15, "1e15"),
    ] {
        let policy = Policy::builder().factor(factor).build();
        let text = format!("max = 3, base_delay = 100ms, factor = {written}");
        assert_eq!(policy.to_string(), text);
    }
    for (p, written) in [(0.25, "0.25"), (1e-5, "0.00001"), (9e-6, "9e-6")] {
        let jitter = Jitter::Proportional(p);
        assert_eq!(jitter.to_string(), format!("proportional({written})"));
    }
}

mod delays {
    use super::*;

    #[test]
    fn there_are_as_many_delays_as_retries() {
        let policy = Policy::builder().max(5).build();
        assert_eq!(policy.delays().count(), 5);
        let mut delays = policy.delays();
        assert_eq!(delays.size_hint(), (5, Some(5)));
        delays.next();
        assert_eq!(delays.size_hint(), (4, Some(4)));
        assert_eq!(
            Policy::builder().unlimited().build().delays().size_hint(),
            (usize::MAX, None)
        );
    }
}
