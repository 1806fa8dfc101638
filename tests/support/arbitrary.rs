//! Arbitrary policies for property tests: small values, large values, and the limits of each type
//! more often than by chance.

// Some test files don't use all of these functions.
#![allow(dead_code)]

use std::time::Duration;

use proptest::prelude::*;
use retry_runtime::{Backoff, Jitter, Policy};

/// A whole number of any magnitude.
fn magnitude() -> impl Strategy<Value = u64> {
    prop_oneof![
        4 => (0..64_u32, any::<u64>()).prop_map(|(shift, bits)| bits >> shift),
        1 => Just(1_u64),
        1 => (1..63_u32, 0..3_u64).prop_map(|(power, off)| (1 << power) + off - 1),
        1 => Just(u64::MAX),
    ]
}

/// A base delay: from a nanosecond to 584 years.
pub(crate) fn base_delay() -> impl Strategy<Value = Duration> {
    prop_oneof![
        magnitude().prop_map(|nanos| Duration::from_nanos(nanos.max(1))),
        (1..100_000_u64).prop_map(Duration::from_millis),
    ]
}

/// A duration above zero, up to the longest.
pub(crate) fn duration() -> impl Strategy<Value = Duration> {
    prop_oneof![
        3 => base_delay(),
        1 => magnitude().prop_map(|seconds| Duration::from_secs(seconds.max(1))),
        1 => Just(Duration::MAX),
    ]
}

/// A factor: from 1 to the largest, whole or not.
pub(crate) fn factor() -> impl Strategy<Value = f64> {
    prop_oneof![
        2 => 1.0..4.0_f64,
        2 => (1..100_u32).prop_map(f64::from),
        2 => (16..160_u32).prop_map(|sixteenths| f64::from(sixteenths) / 16.0),
        1 => (0..308_i32, 1.0..10.0_f64).prop_map(|(power, digits)| digits * 10_f64.powi(power)),
        1 => Just(1.0 + f64::EPSILON),
        1 => Just(1.000_000_1),
        1 => Just(1e308),
        1 => Just(f64::MAX),
    ]
}

pub(crate) fn backoff() -> impl Strategy<Value = Backoff> {
    prop_oneof![
        Just(Backoff::Constant),
        Just(Backoff::Linear),
        Just(Backoff::Exponential),
        Just(Backoff::Fibonacci),
    ]
}

pub(crate) fn jitter() -> impl Strategy<Value = Jitter> {
    prop_oneof![
        Just(Jitter::None),
        Just(Jitter::Full),
        Just(Jitter::Equal),
        Just(Jitter::Decorrelated),
        prop_oneof![
            4 => 0.001..=1.0_f64,
            1 => Just(f64::MIN_POSITIVE),
            1 => Just(1.0),
        ]
        .prop_map(Jitter::Proportional),
    ]
}

/// The delays of a list: the first may be zero.
pub(crate) fn list() -> impl Strategy<Value = Vec<Duration>> {
    let first = prop_oneof![1 => Just(Duration::ZERO), 2 => base_delay()];
    (first, prop::collection::vec(base_delay(), 0..5)).prop_map(|(first, mut list)| {
        list.insert(0, first);
        list
    })
}

/// The maximum number of retries; `None` is no limit.
pub(crate) fn max_retries() -> impl Strategy<Value = Option<u32>> {
    prop_oneof![
        4 => (1..200_u32).prop_map(Some),
        1 => (1..u32::MAX).prop_map(Some),
        1 => Just(Some(u32::MAX - 1)),
        1 => Just(None),
    ]
}

prop_compose! {
    /// Any valid policy. Arguments without effect are left out, because the rules refuse them.
    pub(crate) fn policy()(
        max in max_retries(),
        base in base_delay(),
        cap in prop::option::weighted(0.8, duration()),
        pushback in prop::option::weighted(0.3, duration()),
        (backoff, factor) in (backoff(), factor()),
        list in prop::option::weighted(0.2, list()),
        fast_first in prop::bool::weighted(0.2),
        jitter in jitter(),
        seed in prop::option::of(magnitude()),
        limit in prop::option::weighted(0.3, duration()),
        life in prop::option::weighted(0.2, duration()),
    ) -> Policy {
        let list = list.filter(|_| jitter != Jitter::Decorrelated);
        let mut policy = Policy::builder().jitter(jitter);
        let base = list.as_ref().map_or(base, |list| list[0]);
        if let Some(list) = list {
            policy = policy.delays(list.leak());
        } else {
            policy = policy.base_delay(base);
            if jitter != Jitter::Decorrelated {
                policy = policy.backoff(backoff);
                if backoff == Backoff::Exponential {
                    policy = policy.factor(factor);
                }
            }
            if fast_first {
                policy = policy.fast_first();
            }
        }
        policy = match max {
            Some(max) => policy.max(max),
            None => policy.unlimited(),
        };
        if let Some(cap) = cap {
            policy = policy.max_delay(cap.max(base));
        }
        if let Some(cap) = pushback {
            policy = policy.max_pushback(cap);
        }
        if let (Some(seed), true) = (seed, jitter != Jitter::None) {
            policy = policy.seed(seed);
        }
        if let Some(limit) = limit {
            policy = policy.max_elapsed(limit.max(base + Duration::from_nanos(1)));
        }
        if let Some(life) = life {
            policy = policy.reset_after(life);
        }
        policy.build()
    }
}
