//! How delays grow: the arithmetic, in nanoseconds.

use core::time::Duration;

use super::Backoff;
use crate::jitter::Draw;
use crate::{Jitter, Policy, nanos};

/// What growth needs of a policy, in the form that is cheapest to grow by: found
/// once, where the policy is built, and so in a constant as a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Steps {
    /// In nanoseconds, as all here.
    base: u64,
    cap: u64,
    step: Step,
}

/// How one delay is made from the one before.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    /// Times a whole number. Exact, as long as 64 bits hold it.
    Times(u64),
    /// The base delay more.
    Add,
    /// The base delay times a power of this, which is no whole number.
    Scale(f64),
    /// The sum of the two before.
    Fibonacci,
}

impl Steps {
    pub(crate) const fn new(base: Duration, cap: Duration, backoff: Backoff, factor: f64) -> Self {
        Self {
            base: nanos::from_duration(base),
            cap: nanos::from_duration(cap),
            step: match backoff {
                Backoff::Constant => Step::Times(1),
                Backoff::Linear => Step::Add,
                Backoff::Exponential => match whole(factor) {
                    Some(factor) => Step::Times(factor),
                    None => Step::Scale(factor),
                },
                Backoff::Fibonacci => Step::Fibonacci,
            },
        }
    }
}

/// What the delay of one retry says about the next. One word, because every call
/// that waits holds it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Growth {
    /// The last delay: grown and capped, or drawn where jitter is decorrelated.
    last: u64,
}

impl Growth {
    /// Before the first retry.
    pub(crate) const START: Self = Self { last: 0 };

    /// The delay before the given retry without jitter, in nanoseconds: grown,
    /// then capped.
    #[inline]
    const fn grow(&mut self, steps: &Steps, retry: u32) -> u64 {
        let last = self.last;
        let grown = match steps.step {
            _ if last == 0 => steps.base,
            Step::Times(factor) => last.saturating_mul(factor),
            Step::Add => last.saturating_add(steps.base),
            Step::Scale(factor) => scaled(steps.base, factor, retry, last),
            Step::Fibonacci => fibonacci(steps.base, retry),
        };
        self.last = if grown > steps.cap { steps.cap } else { grown };
        self.last
    }

    /// The delay before the given retry with jitter, in nanoseconds: above zero,
    /// at most the cap.
    #[inline]
    pub(crate) fn next(&mut self, policy: &Policy, retry: u32) -> u64 {
        let steps = policy.steps();
        match policy.jitter() {
            Jitter::None => self.grow(steps, retry),
            Jitter::Decorrelated => self.decorrelated(policy, retry),
            jitter => jitter.shorten(self.grow(steps, retry), Draw::new(policy.seed(), retry)),
        }
    }

    #[inline(never)]
    fn decorrelated(&mut self, policy: &Policy, retry: u32) -> u64 {
        let &Steps { base, cap, .. } = policy.steps();
        let previous = if self.last == 0 { base } else { self.last };
        let spread = previous.saturating_mul(3).saturating_sub(base);
        let draw = Draw::new(policy.seed(), retry).below(spread);
        self.last = base.saturating_add(draw).min(cap);
        self.last
    }
}

/// base · factor^(retry−1), to the nearest nanosecond, and not below the last
/// delay: an `f64` holds more than 104 days only nearly.
#[inline(never)]
const fn scaled(base: u64, factor: f64, retry: u32, last: u64) -> u64 {
    // `f64::powi` is not in `core`. By squaring: infinite where it overflows.
    let (mut power, mut square, mut exponent) = (1.0, factor, retry - 1);
    while exponent > 0 {
        if exponent % 2 == 1 {
            power *= square;
        }
        square *= square;
        exponent /= 2;
    }
    let grown = nanos::scale(base, power);
    if grown < last { last } else { grown }
}

/// base · F(retry).
#[inline(never)]
const fn fibonacci(base: u64, retry: u32) -> u64 {
    let (mut before, mut last, mut n) = (0, base, 1);
    while n < retry && last < u64::MAX {
        (before, last) = (last, last.saturating_add(before));
        n += 1;
    }
    last
}

/// A factor that is a whole number, and so small that its product with one
/// nanosecond does not overflow.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    reason = "`as` saturates, and the exact comparison finds out"
)]
const fn whole(factor: f64) -> Option<u64> {
    let whole = factor as u64;
    if whole as f64 == factor && whole < u64::MAX {
        Some(whole)
    } else {
        None
    }
}

/// The sum of the longest delays that a call can wait on its own account, in
/// nanoseconds. Exact, but for decorrelated jitter (a nanosecond more a delay),
/// and for a policy that is still growing after many steps, whose remaining
/// delays are taken to be the cap: so that a `const` is evaluated in no time.
pub(crate) const fn worst_case(policy: &Policy, retries: u32) -> u128 {
    const MOST_STEPS: u32 = 10_000;
    let steps = policy.steps();
    let &Steps { base, cap, step } = steps;
    let mut growth = Growth::START;
    let mut tripled = base;
    let (mut total, mut made) = (0, 0);
    while made < retries {
        let left = (retries - made) as u128;
        let delay = if let Jitter::Decorrelated = policy.jitter() {
            tripled = tripled.saturating_mul(3);
            if tripled > cap { cap } else { tripled }
        } else {
            growth.grow(steps, made + 1)
        };
        if delay == cap || matches!(step, Step::Times(1)) {
            return total + left * delay as u128;
        }
        if let Step::Add = step {
            // base · (1 + 2 + … + n), until the cap is reached.
            let growing = (cap as u128 - 1) / base as u128;
            let n = if growing < left { growing } else { left };
            return base as u128 * n * (n + 1) / 2 + (left - n) * cap as u128;
        }
        if made == MOST_STEPS {
            return total + left * cap as u128;
        }
        total += delay as u128;
        made += 1;
    }
    total
}
