//! Each delay under jitter: its minimum, mean and maximum.

use std::time::Duration;

use retry_runtime::{Backoff, Jitter, Policy};

/// The bounds and the mean of a delay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spread {
    pub(crate) minimum: Duration,
    pub(crate) mean: Duration,
    pub(crate) maximum: Duration,
}

/// The number of calls from which the mean is computed if there is no simple formula.
const CALLS: u32 = 10_000;

/// The spread of the first delays of a policy.
pub(crate) fn of(policy: &Policy, rows: usize) -> Vec<Spread> {
    match policy.jitter() {
        Jitter::Decorrelated => decorrelated(policy, rows),
        jitter => {
            let delays = without_jitter(policy).delays().take(rows);
            delays.map(|delay| within(jitter, delay)).collect()
        }
    }
}

/// Applies the formulas in the documentation of [`Jitter`]. An open lower bound is returned as the
/// bound.
fn within(jitter: Jitter, delay: Duration) -> Spread {
    let least = match jitter {
        Jitter::Full => 0.0,
        Jitter::Equal => 0.5,
        Jitter::Proportional(p) => 1.0 - p,
        _ => 1.0,
    };
    // The delay is uniform, so the mean is the middle.
    Spread {
        minimum: part(delay, least),
        mean: part(delay, f64::midpoint(least, 1.0)),
        maximum: delay,
    }
}

/// Each delay depends on the delay before, and the cap cuts the draw. The bounds are exact. The
/// mean is taken over many calls, whose seeds are fixed.
fn decorrelated(policy: &Policy, rows: usize) -> Vec<Spread> {
    let base = policy.base_delay();
    let mut longest = base;
    let mut spreads: Vec<_> = policy
        .delays()
        .take(rows)
        .map(|delay| {
            if delay.is_zero() {
                return Spread::default();
            }
            longest = longest.saturating_mul(3).min(policy.max_delay());
            Spread {
                minimum: base,
                mean: Duration::ZERO,
                maximum: longest,
            }
        })
        .collect();
    for seed in 0..CALLS {
        let call = unlimited(policy)
            .jitter(Jitter::Decorrelated)
            .seed(seed.into());
        for (spread, delay) in spreads.iter_mut().zip(call.build().delays()) {
            spread.mean = spread.mean.saturating_add(delay);
        }
    }
    // Each sum is divided once, because each division cuts off a remainder.
    for spread in &mut spreads {
        spread.mean /= CALLS;
    }
    spreads
}

/// The policy without jitter.
fn without_jitter(policy: &Policy) -> Policy {
    let plain = unlimited(policy);
    let plain = match policy.max() {
        Some(retries) => plain.max(retries),
        None => plain,
    };
    match policy.backoff() {
        _ if policy.listed_delays().is_some() => plain,
        Backoff::Exponential => plain.factor(policy.factor()),
        other => plain.backoff(other),
    }
    .build()
}

fn unlimited(policy: &Policy) -> retry_runtime::PolicyBuilder {
    let unlimited = Policy::builder().unlimited().max_delay(policy.max_delay());
    let unlimited = match policy.listed_delays() {
        Some(list) => unlimited.delays(list),
        None => unlimited.base_delay(policy.base_delay()),
    };
    if policy.fast_first() {
        unlimited.fast_first()
    } else {
        unlimited
    }
}

/// `Duration::mul_f64` panics if `Duration::MAX` is rounded up.
fn part(delay: Duration, part: f64) -> Duration {
    Duration::try_from_secs_f64(delay.as_secs_f64() * part).map_or(delay, |part| part.min(delay))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A delay that the library draws lies within the bounds, comes near them, and has this mean.
    #[test]
    fn spread_matches_the_delays_of_the_library() {
        for text in [
            "jitter = full",
            "jitter = equal",
            "jitter = proportional(0.25)",
            "jitter = full, backoff = fibonacci",
            "jitter = equal, max_delay = 150ms",
            "jitter = decorrelated, max_delay = 500ms",
            "jitter = decorrelated, fast_first",
            "jitter = equal, fast_first",
            "jitter = full, delays = [0s, 70ms, 30ms]",
        ] {
            const DRAWS: u32 = 4000;
            let policy: Policy = format!("max = 4, {text}").parse().unwrap();
            let spreads = of(&policy, 4);
            let mut drawn = vec![(Duration::MAX, Duration::ZERO, Duration::ZERO); 4];
            for _ in 0..DRAWS {
                for (drawn, delay) in drawn.iter_mut().zip(policy.delays()) {
                    let (least, sum, most) = *drawn;
                    *drawn = (least.min(delay), sum + delay, most.max(delay));
                }
            }
            for (spread, (least, sum, most)) in spreads.iter().zip(drawn) {
                let seconds = |delay: Duration| delay.as_secs_f64();
                // A uniform draw has a standard deviation of width/√12. The tolerance is six times
                // that of the mean.
                let width = seconds(spread.maximum) - seconds(spread.minimum);
                let near = 6.0 * width / (12.0 * f64::from(DRAWS)).sqrt();
                assert!(
                    (seconds(spread.mean) - seconds(sum) / f64::from(DRAWS)).abs() <= near,
                    "{text}: {spread:?}"
                );
                assert!(
                    least >= spread.minimum && most <= spread.maximum,
                    "{text}: {spread:?}"
                );
                assert!(
                    seconds(least) <= seconds(spread.minimum) + 0.2 * width,
                    "{text}: {spread:?}"
                );
            }
        }
    }

    #[test]
    fn spread_without_jitter_is_one_delay() {
        for text in [
            "max = 3",
            "backoff = linear",
            "factor = 1.7",
            "max_delay = 150ms",
            "fast_first",
            "delays = [0s, 70ms, 30ms], max_delay = 50ms",
        ] {
            let policy: Policy = text.parse().unwrap();
            for (spread, delay) in of(&policy, 9).into_iter().zip(policy.delays()) {
                assert_eq!(
                    spread,
                    Spread {
                        minimum: delay,
                        mean: delay,
                        maximum: delay
                    }
                );
            }
        }
    }

    /// A part of a nanosecond does not matter once, but does matter 10,000 times.
    #[test]
    fn a_mean_is_within_its_bounds_for_the_shortest_delays() {
        let policy: Policy = "base_delay = 1ns, jitter = decorrelated".parse().unwrap();
        for spread in of(&policy, 3) {
            assert!(
                spread.minimum <= spread.mean && spread.mean <= spread.maximum,
                "{spread:?}"
            );
        }
    }

    #[test]
    fn spread_is_correct_for_the_longest_delays() {
        let policy = Policy::builder()
            .base_delay(Duration::from_secs(1 << 33))
            .max_delay(Duration::MAX)
            .jitter(Jitter::Full);
        let spread = of(&policy.build(), 3)[2];
        assert!(spread.mean <= spread.maximum);
    }
}
