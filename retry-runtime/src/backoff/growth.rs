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
    /// Of `Step::Times`.
    factor: u64,
    usual: Usual,
}

/// How one delay is made from the one before.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    /// Times a whole number. Exact, as long as 64 bits hold it.
    Times,
    /// The base delay more.
    Add,
    /// The base delay times a power of this, which is no whole number.
    Scale(f64),
    /// The sum of the two before.
    Fibonacci,
}

/// Whether a policy is one of those that most calls have, whose delays are so
/// few instructions that they are worth asking for at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Usual {
    /// `Step::Times`, and no jitter.
    Even,
    /// `Step::Times`, and full jitter without a seed.
    Spread,
    No,
}

impl Steps {
    pub(crate) const fn new(
        base: Duration,
        cap: Duration,
        (backoff, factor): (Backoff, f64),
        (jitter, seed): (Jitter, Option<u64>),
    ) -> Self {
        let (step, factor) = match (backoff, whole(factor)) {
            (Backoff::Constant, _) => (Step::Times, 1),
            (Backoff::Linear, _) => (Step::Add, 0),
            (Backoff::Exponential, Some(factor)) => (Step::Times, factor),
            (Backoff::Exponential, None) => (Step::Scale(factor), 0),
            (Backoff::Fibonacci, _) => (Step::Fibonacci, 0),
        };
        Self {
            base: nanos::from_duration(base),
            cap: nanos::from_duration(cap),
            step,
            factor,
            usual: match (step, jitter, seed) {
                (Step::Times, Jitter::None, _) => Usual::Even,
                (Step::Times, Jitter::Full, None) => Usual::Spread,
                _ => Usual::No,
            },
        }
    }

    #[inline]
    pub(crate) const fn usual(&self) -> Usual {
        self.usual
    }
}

/// What is known of the delay of the next retry. One word, because every call
/// that waits holds it, and packed for the same reason.
#[derive(Clone, Copy, Debug)]
#[repr(Rust, packed(4))]
pub(crate) struct Growth {
    /// That delay, grown and capped, before jitter. The last one that was drawn
    /// where jitter is decorrelated, and the base delay at first.
    next: u64,
}

impl Growth {
    /// Before the first retry.
    #[inline]
    pub(crate) const fn start(policy: &Policy) -> Self {
        Self {
            next: policy.steps().base,
        }
    }

    /// The delay before the given retry without jitter, in nanoseconds: grown,
    /// then capped.
    #[inline]
    const fn grow(&mut self, steps: &Steps, retry: u32) -> u64 {
        let delay = self.next;
        let following = retry.saturating_add(1);
        let grown = match steps.step {
            Step::Times => return self.times(steps),
            Step::Add => delay.saturating_add(steps.base),
            Step::Scale(factor) => scaled(steps.base, factor, following),
            Step::Fibonacci => fibonacci(steps.base, following),
        };
        self.next = if grown > steps.cap { steps.cap } else { grown };
        delay
    }

    #[inline]
    const fn times(&mut self, steps: &Steps) -> u64 {
        let delay = self.next;
        let grown = delay.saturating_mul(steps.factor);
        self.next = if grown > steps.cap { steps.cap } else { grown };
        delay
    }

    /// The delay before the given retry with jitter, in nanoseconds: above zero,
    /// at most the cap.
    pub(crate) fn next(&mut self, policy: &Policy, retry: u32) -> u64 {
        let steps = policy.steps();
        match policy.jitter() {
            Jitter::None => self.grow(steps, retry),
            Jitter::Decorrelated => self.decorrelated(policy, retry),
            jitter => jitter.shorten(self.grow(steps, retry), Draw::new(policy.seed(), retry)),
        }
    }

    /// The same, where the policy is a usual one.
    #[inline]
    pub(crate) fn next_usual(&mut self, policy: &Policy, begun: Begun) -> u64 {
        let delay = self.times(policy.steps());
        match begun.0 {
            None => delay,
            Some(draw) => Jitter::Full.shorten(delay, draw),
        }
    }

    fn decorrelated(&mut self, policy: &Policy, retry: u32) -> u64 {
        let &Steps { base, cap, .. } = policy.steps();
        let spread = self.next.saturating_mul(3).saturating_sub(base);
        let draw = Draw::new(policy.seed(), retry).below(spread);
        self.next = base.saturating_add(draw).min(cap);
        self.next
    }
}

/// The delay of a usual policy, begun. Before all else, since a thread's own
/// generator is found by a call, over which little should be held.
pub(crate) struct Begun(Option<Draw>);

impl Begun {
    pub(crate) const EVEN: Self = Self(None);

    /// For any retry but the first. `None` if the thread's generator must be restarted
    /// for it.
    #[inline]
    pub(crate) fn spread() -> Option<Self> {
        Some(Self(Some(Draw::ready()?)))
    }

    /// Restarts the thread's generator.
    #[inline]
    pub(crate) fn restarted() -> Self {
        Self(Some(Draw::restarted()))
    }
}

/// base · factor^(retry−1), to the nearest nanosecond; nearly, above 104 days, which
/// is what an `f64` holds. Never below the last delay, whose power is a product of
/// parts no larger: what is rounded keeps its order.
#[inline(never)]
const fn scaled(base: u64, factor: f64, retry: u32) -> u64 {
    // `f64::powi` is not in `core`. By squaring: infinite where it overflows.
    let (mut power, mut square, mut exponent) = (1.0, factor, retry - 1);
    while exponent > 0 {
        if exponent % 2 == 1 {
            power *= square;
        }
        square *= square;
        exponent /= 2;
    }
    nanos::scale(base, power)
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

/// A factor that is a whole number: 2⁶⁴ too, nearly, since products saturate there.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    reason = "`as` saturates, and the exact comparison finds out"
)]
const fn whole(factor: f64) -> Option<u64> {
    let whole = factor as u64;
    if whole as f64 == factor {
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
    let &Steps {
        base,
        cap,
        step,
        factor,
        ..
    } = steps;
    let mut growth = Growth::start(policy);
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
        if delay == cap || factor == 1 {
            return total + left * delay as u128;
        }
        if let Step::Add = step {
            // base · (1 + 2 + … + n), until the cap is reached.
            let growing = (cap / base) as u128;
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
