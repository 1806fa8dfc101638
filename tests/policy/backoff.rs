//! Delays without jitter: each formula is compared with a model of its own in exact arithmetic.

use crate::arbitrary;

use std::time::Duration;

use num_bigint::BigUint;
use proptest::prelude::*;
use retry_runtime::{Backoff, Jitter, Policy};

use arbitrary::{backoff, base_delay, duration, factor};

/// The delays of a policy, in nanoseconds.
fn nanos(policy: Policy, retries: usize) -> Vec<u128> {
    let delays = policy.delays().take(retries);
    delays.map(|delay| delay.as_nanos()).collect()
}

fn policy(backoff: Backoff, base: Duration, cap: Duration) -> Policy {
    let policy = Policy::builder().unlimited().backoff(backoff);
    policy.base_delay(base).max_delay(cap.max(base)).build()
}

/// The cap in nanoseconds, as delays have 64 bits.
fn cap_of(policy: Policy) -> u128 {
    policy.max_delay().as_nanos().min(u64::MAX.into())
}

/// A factor as `digits / 2^places`, a form that every finite `f64` has.
fn fraction(factor: f64) -> (BigUint, u64) {
    let bits = factor.to_bits();
    let digits = (bits & ((1 << 52) - 1)) | (1 << 52);
    let exponent = i64::try_from(bits >> 52).unwrap() - 1075;
    let digits = BigUint::from(digits) << u64::try_from(exponent).unwrap_or(0);
    (digits, u64::try_from(-exponent).unwrap_or(0))
}

proptest! {
    #[test]
    fn constant_is_the_base_delay(base in base_delay(), cap in duration()) {
        let delays = nanos(policy(Backoff::Constant, base, cap), 100);
        prop_assert_eq!(delays, vec![base.as_nanos(); 100]);
    }

    #[test]
    fn linear_is_a_multiple(base in base_delay(), cap in duration()) {
        let policy = policy(Backoff::Linear, base, cap);
        for (n, delay) in (1..).zip(nanos(policy, 2000)) {
            prop_assert_eq!(delay, (base.as_nanos() * n).min(cap_of(policy)));
        }
    }

    #[test]
    fn fibonacci_is_the_sum_of_the_two_before(base in base_delay(), cap in duration()) {
        let policy = policy(Backoff::Fibonacci, base, cap);
        // F(150) · 2⁶⁴ would overflow. By then, every cap has been reached.
        let (mut this, mut next) = (1_u128, 1_u128);
        for delay in nanos(policy, 150) {
            let exact = base.as_nanos().saturating_mul(this);
            prop_assert_eq!(delay, exact.min(cap_of(policy)));
            (this, next) = (next, this + next);
        }
    }

    #[test]
    fn exponential_is_exact_for_whole_factors(
        base in base_delay(),
        cap in duration(),
        factor in prop_oneof![1..100_u64, 1..1_u64 << 53],
    ) {
        #[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
        let policy = Policy::builder().unlimited().base_delay(base).max_delay(cap.max(base))
            .factor(factor as f64).build();
        let mut exact = base.as_nanos();
        for delay in nanos(policy, 200) {
            prop_assert_eq!(delay, exact.min(cap_of(policy)));
            exact = exact.saturating_mul(factor.into());
        }
    }

    /// Checks the rounding. The base as a float, the product, and each of the n−1 multiplications
    /// round by at most one part in 2⁵³; the result is rounded to a nanosecond by at most half.
    /// With d the delay and x the exact value, |d − x| ≤ ½ + x·(n+2)/2⁵³. If nothing has to be
    /// rounded, d = x.
    #[test]
    fn exponential_is_as_exact_as_an_f64(
        base in base_delay(),
        cap in duration(),
        factor in factor(),
    ) {
        let policy = Policy::builder().unlimited().base_delay(base).max_delay(cap.max(base))
            .factor(factor).build();
        let (digits, places) = fraction(factor);
        let mut power = BigUint::from(1_u32);
        let odd = |n: &BigUint| n >> n.trailing_zeros().unwrap_or(0);
        let fits = |n: &BigUint| odd(n).bits() <= 53;
        let mut rounded = false;
        for (n, delay) in (1_u64..).zip(nanos(policy, 150)) {
            let scale = places * (n - 1);
            let exact = &power * BigUint::from(base.as_nanos());
            rounded |= !fits(&power);
            if delay == cap_of(policy) {
                // In this case, the formula is below the base delay only by its rounding.
                let most = (&exact << 53) + &exact * (n + 2) + (BigUint::from(1_u32) << (scale + 52));
                prop_assert!(most >= BigUint::from(delay) << (scale + 53), "retry {n}: {policy}");
            } else {
                let delay = BigUint::from(delay) << scale;
                let off = if delay > exact { &delay - &exact } else { &exact - &delay };
                let most = (BigUint::from(1_u32) << (scale + 52)) + &exact * (n + 2);
                prop_assert!((off.clone() << 53) <= most, "retry {n}: {policy}");
                let whole = exact.trailing_zeros().unwrap_or(0) >= scale;
                if whole && !rounded && (&exact >> scale).bits() <= 53 {
                    prop_assert_eq!(off, BigUint::ZERO, "retry {}: {}", n, policy);
                }
            }
            power *= &digits;
        }
    }

    #[test]
    fn every_backoff_starts_at_the_base_never_falls_and_keeps_the_cap(
        policy in arbitrary::policy().prop_filter("a formula", |policy| {
            policy.jitter() == Jitter::None && policy.listed_delays().is_none()
        }),
    ) {
        let delays = nanos(policy, 3000);
        if policy.fast_first() {
            prop_assert_eq!(delays[0], 0);
        } else {
            prop_assert_eq!(delays[0], policy.base_delay().as_nanos());
        }
        prop_assert!(delays.is_sorted());
        prop_assert!(delays[delays.len() - 1] <= cap_of(policy));
        let retries = policy.max().map_or(3000, |max| max.min(3000));
        prop_assert_eq!(delays.len(), retries as usize);
    }

    /// Checks that the backoff of a policy with `fast_first` begins at the second retry.
    #[test]
    fn a_fast_first_retry_shifts_the_others(backoff in backoff(), base in base_delay(), cap in duration()) {
        let plain = Policy::builder().unlimited().backoff(backoff).base_delay(base).max_delay(cap.max(base));
        let mut shifted = vec![0];
        shifted.extend(nanos(plain.build(), 100));
        prop_assert_eq!(nanos(plain.fast_first().build(), 101), shifted);
    }

    #[test]
    fn a_list_is_capped_and_its_last_delay_repeats(list in arbitrary::list(), cap in duration()) {
        let leaked: &[Duration] = list.clone().leak();
        let policy = Policy::builder().delays(leaked);
        prop_assert!(policy.build().delays().eq(list.iter().copied()));
        let capped = policy.unlimited().max_delay(cap).build();
        let last = std::iter::repeat(list[list.len() - 1]);
        let expected = list.into_iter().chain(last).map(|delay| delay.min(cap));
        prop_assert!(capped.delays().take(20).eq(expected.take(20)));
    }

    #[test]
    fn skipping_delays_gives_the_delays_after_them(
        policy in arbitrary::policy().prop_filter("repeatable", |policy| {
            policy.seed().is_some() || policy.jitter() == Jitter::None
        }),
        skipped in prop::collection::vec(0..40_usize, 1..5),
    ) {
        let (mut skipping, mut making) = (policy.delays(), policy.delays());
        for n in skipped {
            for _ in 0..n {
                making.next();
            }
            prop_assert_eq!(skipping.nth(n), making.next(), "{} at {}", policy, n);
            prop_assert_eq!(skipping.size_hint(), making.size_hint());
        }
    }

    #[test]
    fn growing_delays_end_at_the_cap(
        base in base_delay(),
        cap in duration(),
        backoff in backoff(),
        factor in 1.5..f64::MAX,
    ) {
        let mut arguments = Policy::builder().unlimited().base_delay(base).max_delay(cap.max(base));
        arguments = match backoff {
            Backoff::Exponential => arguments.factor(factor),
            other => arguments.backoff(other),
        };
        let policy = arguments.build();
        let last = nanos(policy, 300)[299];
        match backoff {
            Backoff::Constant => prop_assert_eq!(last, base.as_nanos()),
            Backoff::Linear => prop_assert_eq!(last, (base.as_nanos() * 300).min(cap_of(policy))),
            _ => prop_assert_eq!(last, cap_of(policy)),
        }
    }
}

mod bugs_of_others {
    use super::*;

    #[test]
    fn doubled_delays_are_exact_to_the_nanosecond() {
        // backon returns 200.000003 ms after 100 ms, because its factor is an `f32`.
        let policy = Policy::builder()
            .unlimited()
            .max_delay(Duration::MAX)
            .build();
        for (n, delay) in nanos(policy, 36).into_iter().enumerate() {
            assert_eq!(delay, 100_000_000 << n);
        }
    }

    #[test]
    fn no_delay_exceeds_the_cap_not_even_the_first() {
        // backon waits 89 s under a cap of 60 s (Fibonacci), and its first delay ignores the cap.
        let minute = Duration::from_secs(60);
        let policy = policy(Backoff::Fibonacci, Duration::from_secs(1), minute);
        assert!(policy.delays().take(50).all(|delay| delay <= minute));
        let above = Policy::builder().base_delay(minute * 2).max_delay(minute);
        assert_eq!(above.try_build().unwrap_err().field(), "max_delay");
    }

    #[test]
    fn delays_stay_at_the_cap_after_33_attempts() {
        // In `retrying`, delays are 0 from attempt 33 on, because 2ⁿ overflows.
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
    fn a_hundred_attempts_do_not_overflow() {
        // In asyn-retry-policy, a bad number also silently means 3.
        let policy: Policy = "max = 100, max_delay = 18446744073709551615s"
            .parse()
            .unwrap();
        assert_eq!(policy.delays().count(), 100);
        assert!("max = many".parse::<Policy>().is_err());
    }

    #[test]
    fn exponential_multiplies_by_the_factor_and_does_not_square() {
        // tokio-retry returns 3 s, 9 s and 81 s instead of doubling, and panics on `Duration::MAX`.
        let policy = policy(Backoff::Exponential, Duration::from_secs(3), Duration::MAX);
        let seconds: Vec<_> = policy
            .delays()
            .map(|delay| delay.as_secs())
            .take(4)
            .collect();
        assert_eq!(seconds, [3, 6, 12, 24]);
        assert_eq!(
            policy.delays().nth(500),
            Some(Duration::from_nanos(u64::MAX))
        );
    }
}

mod of_ones_own {
    use retry_runtime::retry;

    use super::*;
    use crate::support::{millis, nap, naps};

    const LIST: &[Duration] = &[Duration::ZERO, Duration::from_millis(5)];
    const LAST: Duration = Duration::from_millis(7);

    fn squares(retry: u32) -> Duration {
        Duration::from_millis(u64::from(retry).pow(2))
    }

    const fn powers<const OF: u64>(retry: u32) -> Duration {
        Duration::from_millis(OF.saturating_pow(retry))
    }

    /// The delays of a call that always fails.
    macro_rules! waited {
        ($($arguments:tt)*) => {{
            #[retry($($arguments)*, sleep = nap)]
            fn call() -> Option<()> {
                None
            }
            assert_eq!(call(), None);
            naps()
        }};
    }

    #[test]
    fn a_list_gives_the_delays_and_the_number_of_retries() {
        assert_eq!(
            waited!(delays = ["0ms", "100ms", "5s", "1m"]),
            millis([0, 100, 5_000, 60_000])
        );
        assert_eq!(
            waited!(delays = ["1ms", "2ms"], max = 4),
            millis([1, 2, 2, 2])
        );
        assert_eq!(waited!(delays = ["1ms", "2ms"], max = 1), millis([1]));
        assert_eq!(waited!(delays = ["9s"], max_delay = "2s"), millis([2_000]));
    }

    #[test]
    fn a_list_of_delays_may_contain_constants() {
        assert_eq!(waited!(delays = LIST), millis([0, 5]));
        assert_eq!(waited!(delays = ["1ms", LAST, { LAST }]), millis([1, 7, 7]));
    }

    #[test]
    fn a_list_of_delays_may_use_generic_parameters() {
        #[retry(delays = [Duration::from_millis(N), Duration::from_millis(N * 2)], sleep = nap)]
        fn call<const N: u64>() -> Option<()> {
            None
        }
        assert_eq!(call::<4>(), None);
        assert_eq!(naps(), millis([4, 8]));
    }

    #[test]
    fn a_backoff_function_gets_the_number_of_the_retry() {
        assert_eq!(waited!(max = 4, backoff = squares), millis([1, 4, 9, 16]));
        assert_eq!(waited!(max = 3, backoff = powers::<3>), millis([3, 9, 27]));
        assert_eq!(
            waited!(max = 3, backoff = squares, fast_first, max_delay = "3ms"),
            millis([0, 1, 3])
        );
        assert_eq!(
            waited!(
                max = 2,
                backoff = |retry| Duration::from_millis(u64::from(retry) + 7)
            ),
            millis([8, 9])
        );
    }

    #[test]
    fn jitter_shortens_delays_of_lists_and_functions() {
        for _ in 0..100 {
            let delays = waited!(delays = ["0s", "1s"], jitter = equal);
            assert!(delays[0].is_zero() && delays[1] > Duration::from_millis(500));
            assert!(delays[1] <= Duration::from_secs(1));
            let delay = waited!(max = 1, backoff = squares, jitter)[0];
            assert!(!delay.is_zero() && delay <= Duration::from_millis(1));
        }
    }

    #[test]
    fn fast_first_makes_the_first_retry_at_once() {
        assert_eq!(
            waited!(fast_first, base_delay = "1s"),
            millis([0, 1_000, 2_000])
        );
        let policy: Policy = "fast_first, max = 9, jitter = decorrelated, seed = 1"
            .parse()
            .unwrap();
        let plain: Policy = "max = 8, jitter = decorrelated".parse().unwrap();
        assert_eq!(policy.delays().next(), Some(Duration::ZERO));
        assert!(
            policy
                .delays()
                .skip(1)
                .all(|delay| delay >= plain.base_delay())
        );
    }

    #[test]
    fn the_worst_case_is_exact_for_lists_and_the_cap_for_functions() {
        const LISTED: Policy = Policy::builder().delays(LIST).max(4_000_000_000).build();
        const CALLED: Policy = Policy::builder()
            .max(5)
            .backoff(Backoff::Curve(squares))
            .build();
        const FIRST: Policy = Policy::builder().max(4).fast_first().build();
        const WORST: [Option<Duration>; 3] = [
            LISTED.worst_case_delay(),
            CALLED.worst_case_delay(),
            FIRST.worst_case_delay(),
        ];
        let seconds = [5 * 3_999_999_999 / 1000, 5 * 30, 0];
        assert_eq!(WORST.map(|worst| worst.unwrap().as_secs()), seconds);
        assert_eq!(WORST[2], Some(Duration::from_millis(700)));
    }

    #[test]
    fn skipping_any_number_of_delays_is_quick() {
        let policy = Policy::builder().unlimited();
        for policy in [
            policy,
            policy.factor(1.000_001),
            policy.backoff(Backoff::Linear),
            policy.backoff(Backoff::Fibonacci).fast_first(),
            policy.backoff(Backoff::Curve(squares)),
            policy.delays(&[LAST]),
        ] {
            let mut delays = policy.build().delays();
            for _ in 0..1000 {
                assert!(delays.nth(1_000_000_000).is_some());
            }
        }
        let mut ended = Policy::builder().max(5).build().delays();
        assert_eq!(
            (ended.nth(5), ended.next(), ended.size_hint()),
            (None, None, (0, Some(0)))
        );
    }

    #[test]
    fn equal_lists_of_delays_share_their_memory() {
        let list = |text: &str| text.parse::<Policy>().unwrap().listed_delays().unwrap();
        let (one, same) = (
            list("delays = [1s, 61s]"),
            list("delays = [\"1000ms\", 1m 1s], jitter"),
        );
        assert!(std::ptr::eq(one, same));
        assert!(!std::ptr::eq(one, list("delays = [1s, 62s]")));
    }
}

#[test]
fn a_decimal_factor_gives_decimal_delays() {
    // 1.7² is 2.8899999999999997 in binary; truncating it would lose a nanosecond.
    let policy = Policy::builder().factor(1.7).build();
    assert_eq!(nanos(policy, 3), [100_000_000, 170_000_000, 289_000_000]);
}
