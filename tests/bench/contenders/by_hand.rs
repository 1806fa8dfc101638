//! Contenders without a library: a call without retries, and the loop that a careful
//! author would write.

use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use super::{Delays, Failures, Outcome, body, no_wait};

const MAX: u32 = 3;
const BASE: u64 = 100_000_000;
const CAP: u64 = 30_000_000_000;

/// Full jitter on a delay in nanoseconds: uniform in `1..=delay`.
fn jittered(delay: u64) -> Duration {
    Duration::from_nanos(delay - ((u128::from(random()) * u128::from(delay)) >> 64) as u64)
}

/// Marsaglia's xorshift64, one of the cheapest sufficient generators.
fn random() -> u64 {
    thread_local! {
        static STATE: Cell<u64> = const { Cell::new(0) };
    }
    let mut x = match STATE.get() {
        0 => RandomState::new().hash_one(0) | 1,
        x => x,
    };
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    STATE.set(x);
    x
}

/// The call without retries; its caller repeats it as often as other contenders retry.
#[inline(never)]
pub(crate) fn plain(failures: &Failures) -> Outcome {
    body(failures)
}

pub(crate) async fn plain_async(failures: &Failures) -> Outcome {
    body(failures)
}

#[inline(never)]
pub(crate) fn blocking(failures: &Failures) -> Outcome {
    let (mut retries, mut delay) = (0, BASE);
    loop {
        match body(failures) {
            Ok(value) => return Ok(value),
            Err(error) if retries == MAX => return Err(error),
            Err(_) => {}
        }
        no_wait(jittered(delay));
        delay = delay.saturating_mul(2).min(CAP);
        retries += 1;
    }
}

pub(crate) async fn asynchronous(failures: &Failures) -> Outcome {
    let (mut retries, mut delay) = (0, BASE);
    loop {
        match async { body(failures) }.await {
            Ok(value) => return Ok(value),
            Err(error) if retries == MAX => return Err(error),
            Err(_) => {}
        }
        tokio::time::sleep(jittered(delay)).await;
        delay = delay.saturating_mul(2).min(CAP);
        retries += 1;
    }
}

/// The delays of the loop by hand.
pub(crate) fn delay() -> Delays {
    let (mut retries, mut delay) = (0, BASE);
    Box::new(move || {
        if retries == MAX {
            return None;
        }
        let drawn = jittered(delay);
        delay = delay.saturating_mul(2).min(CAP);
        retries += 1;
        Some(drawn)
    })
}
