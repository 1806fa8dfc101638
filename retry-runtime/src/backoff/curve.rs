//! The growth of delays: the arithmetic, in nanoseconds.

use core::time::Duration;

use super::Backoff;
use crate::jitter::Draw;
use crate::{Jitter, nanos};

/// The growth of a policy's delays, in the cheapest form: computed once, when the policy is
/// built, which is in a constant as a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Curve {
    /// In nanoseconds, as all here.
    base: u64,
    cap: u64,
    growth: Growth,
    /// Of `Growth::Multiply`.
    factor: u64,
    fast_path: FastPath,
}

/// The step from one delay to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Growth {
    /// Times a whole number. Exact, as long as 64 bits hold it.
    Multiply,
    /// The base delay more.
    Add,
    /// The base delay times a power of this, which is no whole number.
    Power(f64),
    /// The sum of the two before.
    Fibonacci,
}

/// The common kinds of delays, whose arithmetic is so short that it is worth a path of its
/// own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FastPath {
    /// `Growth::Multiply`, and no jitter.
    Plain,
    /// `Growth::Multiply`, and full jitter without a seed.
    FullJitter,
    None,
}

impl Curve {
    pub(crate) const fn new(
        base: Duration,
        cap: Duration,
        (backoff, factor): (Backoff, f64),
        (jitter, seed): (Jitter, Option<u64>),
    ) -> Self {
        let (growth, factor) = match (backoff, whole(factor)) {
            (Backoff::Constant, _) => (Growth::Multiply, 1),
            (Backoff::Linear, _) => (Growth::Add, 0),
            (Backoff::Exponential, Some(factor)) => (Growth::Multiply, factor),
            (Backoff::Exponential, None) => (Growth::Power(factor), 0),
            (Backoff::Fibonacci, _) => (Growth::Fibonacci, 0),
        };
        Self {
            base: nanos::from_duration(base),
            cap: nanos::from_duration(cap),
            growth,
            factor,
            fast_path: match (growth, jitter, seed) {
                (Growth::Multiply, Jitter::None, _) => FastPath::Plain,
                (Growth::Multiply, Jitter::Full, None) => FastPath::FullJitter,
                _ => FastPath::None,
            },
        }
    }

    #[inline]
    pub(crate) const fn fast_path(&self) -> FastPath {
        self.fast_path
    }
}

/// The state of the delay before the next retry. One word, because every call that waits
/// holds it, and packed for the same reason.
#[derive(Clone, Copy, Debug)]
#[repr(Rust, packed(4))]
pub(crate) struct NextDelay {
    /// The delay, grown and capped, before jitter. With decorrelated jitter, the last delay
    /// that was drawn, and the base delay at first.
    nanos: u64,
}

impl NextDelay {
    /// Before the first retry.
    #[inline]
    pub(crate) const fn first(curve: &Curve) -> Self {
        Self { nanos: curve.base }
    }

    /// The delay before the given retry without jitter, in nanoseconds: grown,
    /// then capped.
    #[inline]
    const fn grow(&mut self, curve: &Curve, retry: u32) -> u64 {
        let delay = self.nanos;
        let following = retry.saturating_add(1);
        let grown = match curve.growth {
            Growth::Multiply => return self.multiply(curve),
            Growth::Add => delay.saturating_add(curve.base),
            Growth::Power(factor) => scaled(curve.base, factor, following),
            Growth::Fibonacci => fibonacci(curve.base, following),
        };
        self.nanos = if grown > curve.cap { curve.cap } else { grown };
        delay
    }

    #[inline]
    const fn multiply(&mut self, curve: &Curve) -> u64 {
        let delay = self.nanos;
        let grown = delay.saturating_mul(curve.factor);
        self.nanos = if grown > curve.cap { curve.cap } else { grown };
        delay
    }

    /// The delay before the given retry, in nanoseconds: above zero, at most the cap.
    pub(crate) fn advance(&mut self, curve: &Curve, jitter: Jitter, retry: u32, draw: Draw) -> u64 {
        match jitter {
            Jitter::None => self.grow(curve, retry),
            Jitter::Decorrelated => self.decorrelate(curve, draw),
            jitter => jitter.shorten(self.grow(curve, retry), draw),
        }
    }

    /// The same for a curve with a fast path: with no draw, it is plain.
    #[inline]
    pub(crate) fn advance_fast(&mut self, curve: &Curve, draw: Draw) -> u64 {
        Jitter::Full.shorten(self.multiply(curve), draw)
    }

    fn decorrelate(&mut self, curve: &Curve, draw: Draw) -> u64 {
        let spread = self.nanos.saturating_mul(3).saturating_sub(curve.base);
        let next = curve.base.saturating_add(draw.below(spread));
        self.nanos = next.min(curve.cap);
        self.nanos
    }
}

/// base · factor^(retry−1), to the nearest nanosecond; nearly, above 104 days, the
/// precision of an `f64`. Never below the last delay, whose power is a product of parts no
/// larger: rounding keeps the order.
#[inline(never)]
const fn scaled(base: u64, factor: f64, retry: u32) -> u64 {
    // `f64::powi` is not in `core`. By squaring: infinite if it overflows.
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
pub(crate) const fn worst_case(curve: &Curve, jitter: Jitter, retries: u32) -> u128 {
    const MOST_STEPS: u32 = 10_000;
    let &Curve {
        base,
        cap,
        growth,
        factor,
        ..
    } = curve;
    let mut next_delay = NextDelay::first(curve);
    let mut tripled = base;
    let (mut total, mut made) = (0, 0);
    while made < retries {
        let left = (retries - made) as u128;
        let delay = if let Jitter::Decorrelated = jitter {
            tripled = tripled.saturating_mul(3);
            if tripled > cap { cap } else { tripled }
        } else {
            next_delay.grow(curve, made + 1)
        };
        if delay == cap || factor == 1 {
            return total + left * delay as u128;
        }
        if let Growth::Add = growth {
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
