//! Jitter: it keeps to the bounds of its formula and to the cap, and a seed makes it repeatable.

use crate::arbitrary;

use std::time::Duration;

use proptest::prelude::*;
use retry_runtime::{Backoff, Jitter, Policy};

const KINDS: [Jitter; 5] = [
    Jitter::Full,
    Jitter::Equal,
    Jitter::Decorrelated,
    Jitter::Proportional(0.25),
    Jitter::Proportional(1.0),
];

fn seeded(jitter: Jitter, seed: u64) -> Policy {
    Policy::builder()
        .unlimited()
        .jitter(jitter)
        .seed(seed)
        .build()
}

/// Checks delays that are equal in every release and on every platform. They were computed without
/// this library and without `rand`, from the published definitions of `SplitMix64` and xoshiro256++
/// (<https://prng.di.unimi.it>).
#[test]
fn a_seed_gives_the_recorded_delays() {
    for (seed, expected) in [
        (0, [60_021_872, 140_844_459, 284_619_853, 362_057_451]),
        (42, [60_097_366, 143_907_037, 368_789_356, 121_026_492]),
        (1 << 40, [74_871_613, 36_281_095, 251_347_865, 735_917_478]),
        (
            u64::MAX,
            [46_284_775, 182_952_194, 142_330_530, 160_450_679],
        ),
    ] {
        let policy = Policy::builder().max(4).jitter(Jitter::Full).seed(seed);
        let delays = policy.build().delays().map(|delay| delay.as_nanos());
        assert_eq!(delays.collect::<Vec<_>>(), expected, "seed {seed}");
    }
}

#[test]
fn a_seed_repeats_the_delays() {
    for jitter in KINDS {
        let delays = |seed| seeded(jitter, seed).delays().take(20).collect::<Vec<_>>();
        assert_eq!(delays(42), delays(42));
        assert_ne!(delays(42), delays(43));
    }
}

/// The policy without jitter. Its delays are those that jitter shortens.
fn plain(policy: Policy) -> Policy {
    let mut plain = Policy::builder().max_delay(policy.max_delay());
    plain = match policy.listed_delays() {
        Some(list) => plain.delays(list),
        None => plain
            .base_delay(policy.base_delay())
            .backoff(policy.backoff()),
    };
    if policy.listed_delays().is_none() && policy.backoff() == Backoff::Exponential {
        plain = plain.factor(policy.factor());
    }
    if policy.fast_first() {
        plain = plain.fast_first();
    }
    match policy.max() {
        Some(max) => plain.max(max).build(),
        None => plain.unlimited().build(),
    }
}

proptest! {
    #[test]
    fn every_delay_is_within_the_bounds_of_its_formula(policy in arbitrary::policy()) {
        let base = policy.base_delay().as_nanos();
        let cap = policy.max_delay().as_nanos();
        let mut previous = base;
        let delays = policy.delays().take(300).zip(plain(policy).delays());
        for (delay, whole) in delays.map(|(a, b)| (a.as_nanos(), b.as_nanos())) {
            prop_assert!(delay <= cap && (delay == 0) == (whole == 0));
            match policy.jitter() {
                Jitter::None => prop_assert_eq!(delay, whole),
                Jitter::Full => prop_assert!(delay <= whole),
                Jitter::Equal => prop_assert!(delay <= whole && delay >= whole - whole / 2),
                Jitter::Decorrelated if whole == 0 => {}
                Jitter::Decorrelated => {
                    prop_assert!(delay >= base && delay <= (3 * previous).min(cap));
                    previous = delay;
                }
                #[allow(clippy::cast_precision_loss, reason = "a float is compared")]
                Jitter::Proportional(p) => {
                    let least = whole as f64 * (1.0 - p);
                    // The tolerance: a nanosecond, or the last bit of an `f64`.
                    let near = 1.0 + whole as f64 * f64::EPSILON;
                    prop_assert!(delay <= whole && delay as f64 >= least - near);
                }
                other => panic!("no such jitter: {other}"),
            }
        }
    }

    #[test]
    fn a_seed_repeats_the_delays_of_any_policy(policy in arbitrary::policy()) {
        let delays = || policy.delays().take(100).collect::<Vec<_>>();
        if policy.seed().is_some() || policy.jitter() == Jitter::None {
            prop_assert_eq!(delays(), delays());
        }
    }
}

/// `proportional(1)` has the same bounds as `full`.
#[test]
fn proportional_of_1_is_full() {
    for seed in 0..100 {
        let delays = |jitter| seeded(jitter, seed).delays().take(20).collect::<Vec<_>>();
        assert_eq!(delays(Jitter::Proportional(1.0)), delays(Jitter::Full));
    }
}

#[test]
fn jitter_never_exceeds_the_cap() {
    // backon waits 119.9 s under a cap of 60 s.
    let edges = [
        (1, 1),
        (1, 2),
        (100_000_000, 250_000_000),
        (u64::MAX / 2, u64::MAX),
        (u64::MAX, u64::MAX),
    ];
    for jitter in KINDS {
        for (base, cap) in
            edges.map(|(base, cap)| (Duration::from_nanos(base), Duration::from_nanos(cap)))
        {
            for seed in 0..200 {
                let arguments = Policy::builder().unlimited().jitter(jitter).seed(seed);
                let policy = arguments.base_delay(base).max_delay(cap).build();
                for delay in policy.delays().take(20) {
                    assert!(
                        delay > Duration::ZERO && delay <= cap,
                        "{policy:?}: {delay:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_cap_applies_before_the_jitter() {
    // With jitter before the cap, most delays of a long outage would be the cap itself, and
    // the clients would return together.
    for (jitter, low) in [
        (Jitter::Full, 0.0),
        (Jitter::Equal, 0.5),
        (Jitter::Proportional(0.25), 0.75),
    ] {
        let cap = Duration::from_millis(250);
        let tenth = |seed| {
            let arguments = Policy::builder().max(10).max_delay(cap).jitter(jitter);
            arguments.seed(seed).build().delays().last().unwrap()
        };
        let delays: Vec<f64> = (0..2000)
            .map(|seed| tenth(seed).div_duration_f64(cap))
            .collect();
        let at_the_cap = delays.iter().filter(|delay| **delay > 0.999).count();
        assert!(
            at_the_cap < 40,
            "{jitter:?}: {at_the_cap} of 2000 at the cap"
        );
        let mean = delays.iter().sum::<f64>() / 2000.0;
        assert!(
            (mean - f64::midpoint(low, 1.0)).abs() < 0.03,
            "{jitter:?}: {mean}"
        );
    }
}

#[test]
fn decorrelated_grows_from_the_previous_delay() {
    let base = Policy::default().base_delay();
    let mut longest = Duration::ZERO;
    for seed in 0..500 {
        let mut previous = base;
        for delay in seeded(Jitter::Decorrelated, seed).delays().take(10) {
            assert!(delay >= base && delay <= previous * 3);
            previous = delay;
            longest = longest.max(delay);
        }
    }
    assert!(longest > base * 50, "it never grew: {longest:?}");
}
