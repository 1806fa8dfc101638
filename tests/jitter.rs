//! Jitter: within the cap, repeatable with a seed, and spread as the formulas say.

use std::collections::HashSet;
use std::time::Duration;

use retry_runtime::{Jitter, Policy};

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

/// The first delays of many clients, as fractions of the base delay.
fn first_delays(jitter: Jitter) -> Vec<f64> {
    let delay = |seed| seeded(jitter, seed).delays().next().unwrap();
    let base = Policy::default().base_delay();
    (0..20_000)
        .map(|seed| delay(seed).div_duration_f64(base))
        .collect()
}

#[test]
fn a_seed_repeats_the_delays() {
    for jitter in KINDS {
        let delays = |seed| seeded(jitter, seed).delays().take(20).collect::<Vec<_>>();
        assert_eq!(delays(42), delays(42));
        assert_ne!(delays(42), delays(43));
    }
}

#[test]
fn without_a_seed_every_call_draws_differently() {
    let policy = Policy::builder().jitter(Jitter::Full).build();
    let first = move || policy.delays().next().unwrap();
    let mut seen: HashSet<Duration> = (0..50).map(|_| first()).collect();
    let other_thread = std::thread::spawn(move || (0..50).map(|_| first()).collect::<Vec<_>>());
    seen.extend(other_thread.join().unwrap());
    // Of 100 draws from 10⁸ nanoseconds, two are equal once in 20,000 runs;
    // twenty never.
    assert!(seen.len() > 80, "only {} different delays", seen.len());
}

#[test]
fn the_cap_and_zero_are_never_passed() {
    // backon 1.6: 119.9 s under a cap of 60 s.
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
fn a_delay_of_a_second_is_spread_within_the_second() {
    // tower 0.5: jitter in whole seconds, so that a base of 1 s has none.
    let policy = |seed| {
        let arguments = Policy::builder().base_delay(Duration::from_secs(1));
        arguments.jitter(Jitter::Equal).seed(seed).build()
    };
    let delays: HashSet<_> = (0..100).map(|seed| policy(seed).delays().next()).collect();
    assert_eq!(delays.len(), 100);
}

/// The bounds of each formula for the first delay, and its mean: halfway, since
/// all are uniform. With 20,000 draws the mean's standard error is 0.0021 of the
/// range; the seeds are fixed, so a pass is a pass for ever.
#[test]
fn each_formula_is_uniform_between_its_bounds() {
    for (jitter, low, high) in [
        (Jitter::Full, 0.0, 1.0),
        (Jitter::Equal, 0.5, 1.0),
        (Jitter::Proportional(0.25), 0.75, 1.0),
        (Jitter::Proportional(1.0), 0.0, 1.0),
        (Jitter::Decorrelated, 1.0, 3.0),
    ] {
        let delays = first_delays(jitter);
        assert!(
            delays.iter().all(|delay| (low..=high).contains(delay)),
            "{jitter:?}"
        );

        let mean = delays.iter().sum::<f64>() / 20_000.0;
        let off = (mean - f64::midpoint(low, high)) / (high - low);
        assert!(off.abs() < 0.01, "{jitter:?}: the mean is off by {off}");

        // χ² over 20 equal bins: 19 degrees of freedom, 43.8 at p = 0.001.
        let mut bins = [0_u32; 20];
        for delay in delays {
            let place = (delay - low) / (high - low) * 20.0;
            let bin = (0..20)
                .rev()
                .find(|bin| place >= f64::from(*bin))
                .unwrap_or(0);
            bins[usize::try_from(bin).unwrap()] += 1;
        }
        let chi2: f64 = bins
            .iter()
            .map(|n| (f64::from(*n) - 1000.0).powi(2) / 1000.0)
            .sum();
        assert!(chi2 < 43.8, "{jitter:?}: χ² = {chi2}");
    }
}

#[test]
fn the_cap_comes_before_the_jitter() {
    // Jittered first and then capped, most delays of a long outage would be the
    // cap itself, and the clients would come back together.
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
