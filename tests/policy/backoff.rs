//! Delays without jitter: each formula against its own model in exact arithmetic.

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

/// The cap in nanoseconds: delays have 64 bits.
fn cap_of(policy: Policy) -> u128 {
    policy.max_delay().as_nanos().min(u64::MAX.into())
}

/// A factor as `digits / 2^places`, which every finite `f64` is.
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

    /// Each of the n−1 multiplications, the base as a float and the product round
    /// once, by at most one part in 2⁵³, and the result to a nanosecond by half of
    /// one: so with d the delay and x the exact value, |d − x| ≤ ½ + x·(n+2)/2⁵³.
    /// And d = x if nothing had to be rounded.
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
                // Then the formula is not below the base delay, except by its rounding.
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
    fn every_formula_starts_at_the_base_never_falls_and_keeps_the_cap(
        policy in arbitrary::policy().prop_filter("no jitter", |policy| policy.jitter() == Jitter::None),
    ) {
        let delays = nanos(policy, 3000);
        prop_assert_eq!(delays[0], policy.base_delay().as_nanos());
        prop_assert!(delays.is_sorted());
        prop_assert!(delays[delays.len() - 1] <= cap_of(policy));
        let retries = policy.max().map_or(3000, |max| max.min(3000));
        prop_assert_eq!(delays.len(), retries as usize);
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
        // backon returns 200.000003 ms after 100 ms, because its factor has 32 bits.
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
        // Delays of 0 from attempt 33 on, when 2ⁿ overflows.
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
        // In that crate, a bad number silently means 3, too.
        let policy: Policy = "max = 100, max_delay = 18446744073709551615s"
            .parse()
            .unwrap();
        assert_eq!(policy.delays().count(), 100);
        assert!("max = many".parse::<Policy>().is_err());
    }

    #[test]
    fn exponential_multiplies_by_the_factor_and_does_not_square() {
        // 3 s, 9 s and 81 s instead of doubling, and a panic on `Duration::MAX`.
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

#[test]
fn a_decimal_factor_gives_decimal_delays() {
    // 1.7² is 2.8899999999999997 in binary; truncating it would lose a nanosecond.
    let policy = Policy::builder().factor(1.7).build();
    assert_eq!(nanos(policy, 3), [100_000_000, 170_000_000, 289_000_000]);
}
