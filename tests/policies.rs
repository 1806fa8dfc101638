//! `Policy`: defaults, rules, and the delays without jitter.

use std::time::Duration;

use retry_runtime::{Jitter, Policy, PolicyBuilder, parse_duration};

fn millis(policy: PolicyBuilder, retries: usize) -> Vec<u128> {
    let delays = policy.unlimited().build().delays().take(retries);
    delays.map(|delay| delay.as_millis()).collect()
}

mod rules {
    use super::*;

    /// Reads a row's arguments. `None` where the builder's types can't hold a
    /// value, such as a negative number of retries.
    fn read(arguments: &str) -> Option<Result<PolicyBuilder, String>> {
        let mut policy = Policy::builder();
        for argument in arguments.split(", ") {
            let (key, value) = argument.split_once(" = ").unwrap_or((argument, ""));
            let delay =
                || parse_duration(value.trim_matches('"')).map_err(|error| error.to_string());
            let set = match key {
                "max" if value == "unlimited" => Ok(policy.unlimited()),
                "max" => Ok(policy.max(value.parse().ok()?)),
                "base_delay" => delay().map(|delay| policy.base_delay(delay)),
                "max_delay" => delay().map(|delay| policy.max_delay(delay)),
                "factor" => Ok(policy.factor(value.parse().expect(value))),
                "jitter" if value.is_empty() => Ok(policy.jitter(Jitter::Full)),
                "jitter" => match value.parse() {
                    Ok(jitter) => Ok(policy.jitter(jitter)),
                    Err(error) => Err(format!("{error}")),
                },
                "seed" => Ok(policy.seed(value.parse().expect(value))),
                _ => panic!("no such argument: {key}"),
            };
            match set {
                Ok(with) => policy = with,
                Err(message) => return Some(Err(message)),
            }
        }
        Some(Ok(policy))
    }

    #[test]
    fn are_those_of_the_table() {
        let table = include_str!("../data/policies.tsv");
        let mut read_rows = 0;
        for row in table.lines().filter(|row| !row.starts_with('#')) {
            let (arguments, expected) = row.split_once('\t').expect(row);
            let Some(policy) = read(arguments) else {
                continue;
            };
            let said = match policy.map(PolicyBuilder::try_build) {
                Ok(Ok(_)) => "ok".to_owned(),
                Ok(Err(error)) => error.rule().to_owned(),
                Err(message) => message,
            };
            assert_eq!(said, expected, "for `{arguments}`");
            read_rows += 1;
        }
        assert!(read_rows > 40, "only {read_rows} rows were read");
    }

    #[test]
    fn name_the_field_and_the_value() {
        let error = |policy: PolicyBuilder| policy.try_build().unwrap_err();
        let zero = error(Policy::builder().max(0));
        assert_eq!(zero.field(), "max");
        assert!(zero.to_string().ends_with("(got 0)"), "{zero}");

        let short = Policy::builder()
            .base_delay(Duration::from_secs(2))
            .max_delay(Duration::from_millis(1500));
        assert_eq!(error(short).field(), "max_delay");
        assert!(error(short).to_string().ends_with("(got 1.5s)"));

        for factor in [
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            -1.0,
            0.0,
            1.0 - f64::EPSILON,
        ] {
            let error = error(Policy::builder().factor(factor));
            assert_eq!(error.field(), "factor");
            assert!(error.to_string().ends_with(&format!("(got {factor})")));
        }
        for p in [f64::NAN, 0.0, -0.0, 1.0 + f64::EPSILON] {
            let error = error(Policy::builder().jitter(Jitter::Proportional(p)));
            assert_eq!(error.field(), "jitter");
        }
        for base in [Duration::ZERO, Duration::MAX] {
            assert_eq!(
                error(Policy::builder().base_delay(base)).field(),
                "base_delay"
            );
        }
    }

    #[test]
    #[should_panic(expected = "`max` must be at least 1")]
    fn make_build_panic() {
        let _policy = Policy::builder().max(0).build();
    }
}

mod defaults {
    use super::*;

    #[test]
    fn are_three_retries_doubling_from_100_ms_capped_at_30_s() {
        let policy = Policy::default();
        assert_eq!(policy.max_retries(), Some(3));
        assert_eq!(policy.base_delay(), Duration::from_millis(100));
        assert_eq!(policy.max_delay(), Duration::from_secs(30));
        assert_eq!(policy.factor().to_bits(), 2.0_f64.to_bits());
        assert_eq!(policy.jitter(), Jitter::None);
        assert_eq!(policy.seed(), None);
    }

    #[test]
    fn give_way_to_what_was_written() {
        let short = Policy::builder()
            .max_delay(Duration::from_millis(10))
            .build();
        assert_eq!(short.base_delay(), Duration::from_millis(10));
        let long = Policy::builder()
            .base_delay(Duration::from_secs(60))
            .build();
        assert_eq!(long.max_delay(), Duration::from_secs(60));
    }

    #[test]
    fn written_out_are_the_same_policy() {
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

mod delays {
    use super::*;

    #[test]
    fn are_as_many_as_the_retries() {
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

    /// Values that other systems publish for capped exponential backoff.
    #[test]
    fn are_those_that_other_systems_publish() {
        let ms = Duration::from_millis;
        let policy = |base, factor, cap| {
            Policy::builder()
                .base_delay(ms(base))
                .factor(factor)
                .max_delay(ms(cap))
        };
        // gRPC A6, nominal: initial 0.1 s, multiplier 2, maximum 1 s.
        assert_eq!(
            millis(policy(100, 2.0, 1000), 6),
            [100, 200, 400, 800, 1000, 1000]
        );
        // tenacity 9.2.1, wait_exponential(exp_base=3, max=100).
        assert_eq!(
            millis(policy(1000, 3.0, 100_000), 6),
            [1000, 3000, 9000, 27_000, 81_000, 100_000]
        );
        // resilience4j, exponential (100 ms, 2, 100 s) and (10 ms, 3, 600 ms). Its
        // (500 ms, 1.5) can't be compared: it truncates to milliseconds and
        // then multiplies what is left.
        assert_eq!(
            millis(policy(100, 2.0, 100_000), 12),
            [
                100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 51_200, 100_000, 100_000
            ]
        );
        assert_eq!(millis(policy(10, 3.0, 600), 6), [10, 30, 90, 270, 600, 600]);
        // Spring Retry 2, exponential (50 ms, 2, 3 s).
        assert_eq!(
            millis(policy(50, 2.0, 3000), 8),
            [50, 100, 200, 400, 800, 1600, 3000, 3000]
        );
        // cenkalti/backoff v4: 500 ms, factor 2, maximum 5 s.
        assert_eq!(
            millis(policy(500, 2.0, 5000), 6),
            [500, 1000, 2000, 4000, 5000, 5000]
        );
    }

    #[test]
    fn do_not_square() {
        // tokio-retry 0.3 squares where it should double.
        let seconds = Policy::builder()
            .base_delay(Duration::from_secs(3))
            .max_delay(Duration::MAX);
        assert_eq!(millis(seconds, 4), [3000, 6000, 12_000, 24_000]);
    }

    #[test]
    fn do_not_drift() {
        // backon 1.6: 200.000003 ms, from a factor in 32 bits.
        let policy = Policy::builder()
            .unlimited()
            .max_delay(Duration::MAX)
            .build();
        for (n, delay) in policy.delays().take(36).enumerate() {
            assert_eq!(delay.as_nanos(), 100_000_000 << n);
        }
    }

    #[test]
    fn are_rounded_to_the_nanosecond() {
        // 1.7² is 2.8899999999999997 in binary, and truncated would fall short.
        let policy = Policy::builder().factor(1.7).build();
        let nanos: Vec<_> = policy.delays().map(|delay| delay.as_nanos()).collect();
        assert_eq!(nanos, [100_000_000, 170_000_000, 289_000_000]);
    }

    #[test]
    fn do_not_collapse_after_many_retries() {
        // retrying 0.1: 0 from attempt 33. asyn-retry-policy: panics after 69.
        let policy = Policy::builder().unlimited().build();
        assert!(
            policy
                .delays()
                .skip(9)
                .take(5000)
                .all(|delay| delay.as_secs() == 30)
        );
    }

    #[test]
    fn saturate_and_never_fall_for_any_policy() {
        let bases = [
            1,
            3,
            999_999_937,
            1 << 53,
            (1 << 53) + 1,
            u64::MAX / 3,
            u64::MAX,
        ];
        let factors = [
            1.0,
            1.0 + f64::EPSILON,
            1.1,
            1.5,
            2.0,
            std::f64::consts::PI,
            1e100,
            f64::MAX,
        ];
        for base in bases.map(Duration::from_nanos) {
            for factor in factors {
                for cap in [base, base.saturating_mul(7), Duration::MAX] {
                    let arguments = Policy::builder().unlimited().base_delay(base);
                    let policy = arguments.max_delay(cap).factor(factor).build();
                    let mut previous = base;
                    for (n, delay) in policy.delays().take(2000).enumerate() {
                        assert!(
                            n > 0 || delay == base,
                            "the first delay is the base: {policy:?}"
                        );
                        assert!(delay >= previous && delay <= cap, "retry {n}: {policy:?}");
                        previous = delay;
                    }
                    if factor > 1.5 {
                        let longest = cap.min(Duration::from_nanos(u64::MAX));
                        assert_eq!(previous, longest, "{policy:?}");
                    }
                }
            }
        }
    }
}
