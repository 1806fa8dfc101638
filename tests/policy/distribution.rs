//! The distribution of jitter: bounds, mean, uniformity, independence. All seeds are fixed,
//! so a test that passes once always passes.
//!
//! Each threshold is the quantile of its statistic at p = 0.0001, under the hypothesis that the
//! draws follow the formula. For a correct implementation, a hundred such tests fail for about one
//! of a hundred sets of seeds.

use std::collections::HashSet;
use std::thread;
use std::time::Duration;

use retry_runtime::{Jitter, Policy};

const DRAWS: u32 = 20_000;
/// A base delay so large that rounding to nanoseconds does not matter.
const BASE: Duration = Duration::from_secs(1000);
/// The two-sided quantile of the normal distribution.
const Z: f64 = 3.891;

fn policy(jitter: Jitter, seed: u64) -> Policy {
    let policy = Policy::builder().unlimited().base_delay(BASE).seed(seed);
    policy.max_delay(Duration::MAX).jitter(jitter).build()
}

/// The bounds of the first delay, in base delays.
const BOUNDS: [(Jitter, f64, f64); 5] = [
    (Jitter::Full, 0.0, 1.0),
    (Jitter::Equal, 0.5, 1.0),
    (Jitter::Proportional(0.25), 0.75, 1.0),
    (Jitter::Proportional(1.0), 0.0, 1.0),
    (Jitter::Decorrelated, 1.0, 3.0),
];

/// Scales delays with jitter to numbers that should be uniform from 0 to 1.
fn uniforms(mut delays: impl FnMut(u32) -> Duration, low: f64, high: f64) -> Vec<f64> {
    (0..DRAWS)
        .map(|n| (delays(n).div_duration_f64(BASE) - low) / (high - low))
        .collect()
}

/// The first delays of calls with neighboring seeds.
fn neighbors(jitter: Jitter, low: f64, high: f64) -> Vec<f64> {
    let first = |seed: u32| policy(jitter, seed.into()).delays().next();
    uniforms(|seed| first(seed).unwrap(), low, high)
}

/// Consecutive delays of one call, scaled. The backoff is constant.
fn consecutive(seed: u64) -> Vec<f64> {
    let policy = Policy::builder().unlimited().base_delay(BASE).factor(1.0);
    let policy = policy
        .max_delay(BASE)
        .jitter(Jitter::Full)
        .seed(seed)
        .build();
    let mut delays = policy.delays();
    uniforms(|_| delays.next().unwrap(), 0.0, 1.0)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / f64::from(DRAWS)
}

/// Asserts the Kolmogorov–Smirnov distance from the uniform distribution: below 2.225/√n at p =
/// 0.0001, from √(−ln(p/2)/2).
fn assert_uniform(mut values: Vec<f64>, what: &str) {
    assert!(
        values.iter().all(|value| (0.0..=1.0).contains(value)),
        "{what}"
    );
    // A uniform number has a variance of 1/12.
    let n = f64::from(DRAWS);
    let off = (mean(&values) - 0.5).abs() / (1.0 / (12.0 * n)).sqrt();
    assert!(off < Z, "{what}: the mean is off by {off} standard errors");

    values.sort_by(f64::total_cmp);
    let distance = (0..DRAWS)
        .zip(&values)
        .map(|(rank, value)| {
            let (below, upto) = (f64::from(rank) / n, f64::from(rank + 1) / n);
            (value - below).abs().max((value - upto).abs())
        })
        .fold(0.0, f64::max);
    let most = 2.225 / n.sqrt();
    assert!(distance < most, "{what}: D = {distance}, not below {most}");
}

/// Asserts χ² of pairs over a square of 16 × 16 bins: 255 degrees of freedom, 347.7 at p = 0.0001.
/// Also asserts the correlation of the pairs, with a standard error of 1/√n.
fn assert_independent(pairs: &[(f64, f64)], what: &str) {
    let n = f64::from(u32::try_from(pairs.len()).unwrap());
    let bin = |value: f64| {
        (0..16_u32)
            .rev()
            .find(|bin| value * 16.0 >= f64::from(*bin))
    };
    let mut bins = [0_u32; 256];
    for (a, b) in pairs {
        let place = bin(*a).unwrap_or(0) * 16 + bin(*b).unwrap_or(0);
        bins[usize::try_from(place).unwrap()] += 1;
    }
    let expected = n / 256.0;
    let chi2: f64 = bins
        .iter()
        .map(|seen| (f64::from(*seen) - expected).powi(2) / expected)
        .sum();
    assert!(chi2 < 347.7, "{what}: χ² = {chi2}");

    let products: f64 = pairs.iter().map(|(a, b)| (a - 0.5) * (b - 0.5)).sum();
    let correlation = products / n * 12.0;
    assert!(
        correlation.abs() < Z / n.sqrt(),
        "{what}: r = {correlation}"
    );
}

#[test]
fn each_jitter_is_uniform_over_calls() {
    for (jitter, low, high) in BOUNDS {
        assert_uniform(neighbors(jitter, low, high), &format!("{jitter}"));
    }
}

#[test]
fn jitter_of_one_call_is_uniform() {
    for seed in [0, 1, 42, u64::MAX] {
        assert_uniform(consecutive(seed), &format!("seed {seed}"));
    }
}

#[test]
fn the_tenth_delay_is_as_uniform_as_the_first() {
    // At the tenth delay, the value without jitter is 512 base delays or the cap.
    for (cap, nominal) in [(Duration::MAX, 512), (BASE * 100, 100)] {
        for (jitter, low, high) in BOUNDS.into_iter().take(4) {
            let tenth = |seed: u32| {
                let arguments = Policy::builder().max(10).base_delay(BASE).max_delay(cap);
                let policy = arguments.jitter(jitter).seed(seed.into()).build();
                policy.delays().last().unwrap() / nominal
            };
            assert_uniform(uniforms(tenth, low, high), &format!("{jitter} at {cap:?}"));
        }
    }
}

#[test]
fn consecutive_draws_of_a_call_are_independent() {
    for seed in [0, 1, 42, u64::MAX] {
        let values = consecutive(seed);
        for lag in [1, 2, 7] {
            let pairs: Vec<_> = values
                .iter()
                .copied()
                .zip(values[lag..].iter().copied())
                .collect();
            assert_independent(&pairs, &format!("seed {seed}, lag {lag}"));
        }
    }
}

#[test]
fn calls_with_neighboring_seeds_are_independent() {
    let values = neighbors(Jitter::Full, 0.0, 1.0);
    for lag in [1, 2, 256] {
        let pairs: Vec<_> = values
            .iter()
            .copied()
            .zip(values[lag..].iter().copied())
            .collect();
        assert_independent(&pairs, &format!("seeds {lag} apart"));
    }
    // The second delay of one call and the first delay of the next.
    let second = |seed: u32| {
        let mut delays = policy(Jitter::Full, seed.into()).delays();
        delays.nth(1).unwrap() / 2
    };
    let pairs: Vec<_> = uniforms(second, 0.0, 1.0)
        .into_iter()
        .zip(values[1..].iter().copied())
        .collect();
    assert_independent(&pairs, "second and first");
    // The second delay and the first delay of one call.
    let pairs: Vec<_> = uniforms(second, 0.0, 1.0).into_iter().zip(values).collect();
    assert_independent(&pairs, "first and second");
}

/// Decorrelated jitter is uniform over [base, 3·previous), so for every delay below the cap its
/// place in that range is uniform too.
#[test]
fn decorrelated_is_uniform_from_the_delay_before() {
    let mut ratios = Vec::new();
    for seed in 0.. {
        let mut previous = BASE;
        for delay in policy(Jitter::Decorrelated, seed).delays().take(10) {
            let above = |delay: Duration| delay.checked_sub(BASE).unwrap();
            ratios.push(above(delay).div_duration_f64(above(previous * 3)));
            previous = delay;
        }
        if ratios.len() == usize::try_from(DRAWS).unwrap() {
            break;
        }
    }
    assert_uniform(ratios, "decorrelated");
}

fn unseeded(draws: usize) -> Vec<Duration> {
    let policy = Policy::builder().unlimited().base_delay(BASE).factor(1.0);
    let policy = policy.max_delay(BASE).jitter(Jitter::Full).build();
    policy.delays().take(draws).collect()
}

/// Of 800 draws from 10¹², two are equal once in three million runs. Ten are never equal.
#[test]
fn without_a_seed_threads_and_call_sites_draw_differently() {
    let threads: Vec<_> = (0..4).map(|_| thread::spawn(|| unseeded(100))).collect();
    let mut seen: HashSet<Duration> = HashSet::new();
    for thread in threads {
        seen.extend(thread.join().unwrap());
    }
    // Draws of two call sites, and of one site in a loop.
    seen.extend(unseeded(100));
    seen.extend(unseeded(100));
    seen.extend((0..200).flat_map(|_| unseeded(1)));
    assert!(seen.len() > 790, "only {} different delays", seen.len());
}

#[test]
fn jitter_is_not_truncated_to_whole_seconds() {
    // In tower, a base of 1 s has no jitter.
    let first = |seed| {
        let arguments = Policy::builder().base_delay(Duration::from_secs(1));
        let policy = arguments.jitter(Jitter::Equal).seed(seed).build();
        policy.delays().next().unwrap()
    };
    let delays: HashSet<_> = (0..100).map(first).collect();
    assert_eq!(delays.len(), 100);
}

#[test]
fn full_jitter_draws_fractions_of_the_delay() {
    // In tokio-retry2, `jitter_range(0..1)` draws whole numbers.
    let half = |delays: Vec<f64>| delays.iter().filter(|delay| **delay < 0.5).count();
    let below = half(neighbors(Jitter::Full, 0.0, 1.0));
    assert!((9000..11_000).contains(&below), "{below}");
}
