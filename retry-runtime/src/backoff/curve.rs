//! The growth of delays: the arithmetic, in nanoseconds.

use core::time::Duration;

use super::Backoff;
use crate::jitter::Draw;
use crate::{Jitter, nanos};

/// The growth of a policy's delays, computed once, when the policy is built. Most policies are
/// constants, so the compiler does this work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Curve {
    /// The base delay, in nanoseconds like every delay in this file.
    base: u64,
    cap: u64,
    growth: Growth,
    /// The factor of `Growth::Multiply`, 1 for `Growth::Constant`, and 0 for all others.
    factor: u64,
    fast_path: FastPath,
    /// True if each delay is the previous delay times `factor`.
    multiplies: bool,
    /// True if the first retry has no delay, and the curve begins at the second retry.
    fast_first: bool,
}

/// The formula by which the delays grow.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(
    unpredictable_function_pointer_comparisons,
    reason = "as documented for `Backoff`"
)]
enum Growth {
    /// Each delay is the base delay.
    Constant,
    /// Each delay is the previous delay times a whole number: exact as long as 64 bits hold it.
    Multiply,
    /// Each delay is the previous delay plus the base delay.
    Add,
    /// Each delay is the base delay times a power of this factor, which is not a whole number.
    Power(f64),
    /// Each delay is the sum of the two delays before it.
    Fibonacci,
    /// The delays of a list. After the end of the list, the last delay repeats.
    List(&'static [Duration]),
    Function(fn(u32) -> Duration),
}

/// The kinds of delays whose arithmetic is so short that they have a fast path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FastPath {
    /// `multiplies` is true, and there is no jitter.
    Plain,
    /// `multiplies` is true, and jitter is full and has no seed.
    FullJitter,
    None,
}

/// The delays that a policy asks for, before its cap.
#[derive(Clone, Copy)]
pub(crate) enum Schedule {
    Backoff {
        backoff: Backoff,
        factor: f64,
        fast_first: bool,
    },
    List(&'static [Duration]),
}

impl Curve {
    pub(crate) const fn new(
        base: Duration,
        cap: Duration,
        schedule: Schedule,
        (jitter, seed): (Jitter, Option<u64>),
    ) -> Self {
        let (growth, factor, fast_first) = match schedule {
            Schedule::List(list) => (Growth::List(list), 0, false),
            Schedule::Backoff {
                backoff,
                factor,
                fast_first,
            } => {
                let (growth, factor) = match (backoff, whole(factor)) {
                    (Backoff::Constant, _) => (Growth::Constant, 1),
                    (Backoff::Linear, _) => (Growth::Add, 0),
                    (Backoff::Exponential, Some(factor)) => (Growth::Multiply, factor),
                    (Backoff::Exponential, None) => (Growth::Power(factor), 0),
                    (Backoff::Fibonacci, _) => (Growth::Fibonacci, 0),
                    (Backoff::Curve(curve), _) => (Growth::Function(curve), 0),
                };
                (growth, factor, fast_first)
            }
        };
        let multiplies = !fast_first && matches!(growth, Growth::Constant | Growth::Multiply);
        Self {
            base: nanos::from_duration(base),
            cap: nanos::from_duration(cap),
            growth,
            factor,
            fast_path: match (jitter, seed) {
                (Jitter::None, _) if multiplies => FastPath::Plain,
                (Jitter::Full, None) if multiplies => FastPath::FullJitter,
                _ => FastPath::None,
            },
            multiplies,
            fast_first,
        }
    }

    #[inline]
    pub(crate) const fn fast_path(&self) -> FastPath {
        self.fast_path
    }

    pub(crate) const fn is_fast_first(&self) -> bool {
        self.fast_first
    }

    pub(crate) const fn list(&self) -> Option<&'static [Duration]> {
        match self.growth {
            Growth::List(list) => Some(list),
            _ => None,
        }
    }

    /// The backoff. A policy with a list has the default backoff.
    pub(crate) const fn backoff(&self) -> Backoff {
        match self.growth {
            Growth::Constant => Backoff::Constant,
            Growth::Add => Backoff::Linear,
            Growth::Fibonacci => Backoff::Fibonacci,
            Growth::Function(curve) => Backoff::Curve(curve),
            Growth::Multiply | Growth::Power(_) | Growth::List(_) => Backoff::Exponential,
        }
    }

    /// The factor of an exponential backoff.
    #[allow(clippy::cast_precision_loss, reason = "it was a float: see `whole`")]
    pub(crate) const fn factor(&self) -> Option<f64> {
        match self.growth {
            Growth::Multiply => Some(self.factor as f64),
            Growth::Power(factor) => Some(factor),
            _ => None,
        }
    }

    /// The delay before the given retry, grown and capped, without jitter. It is not used with
    /// decorrelated jitter, which has a growth of its own.
    fn delay(&self, retry: u32) -> u64 {
        match (self.growth, self.step(retry)) {
            (Growth::Function(curve), Some(step)) => self.capped(nanos::from_duration(curve(step))),
            _ => self.known_delay(retry),
        }
    }

    /// The delay before the given retry, grown and capped, without jitter. A constant can call this
    /// method, but not a user's function, so each delay of a function is taken to be the cap.
    const fn known_delay(&self, retry: u32) -> u64 {
        let Some(step) = self.step(retry) else {
            return 0;
        };
        let base = self.base;
        self.capped(match self.growth {
            Growth::Constant => base,
            Growth::Multiply => base.saturating_mul(self.factor.saturating_pow(step - 1)),
            Growth::Add => base.saturating_mul(step as u64),
            // The base delay is exact; the float arithmetic of `scaled` is not.
            Growth::Power(_) if step == 1 => base,
            Growth::Power(factor) => scaled(base, factor, step),
            Growth::Fibonacci => fibonacci(base, step),
            Growth::List(list) => {
                let place = step as usize;
                let place = if place < list.len() {
                    place
                } else {
                    list.len()
                };
                nanos::from_duration(list[place - 1])
            }
            Growth::Function(_) => self.cap,
        })
    }

    /// The position of a retry on the curve, from 1, or `None` for a fast first retry, which comes
    /// before the curve.
    const fn step(&self, retry: u32) -> Option<u32> {
        match (self.fast_first, retry) {
            (true, 1) => None,
            (true, retry) => Some(retry - 1),
            (false, retry) => Some(retry),
        }
    }

    const fn capped(&self, delay: u64) -> u64 {
        if delay > self.cap { self.cap } else { delay }
    }
}

/// The state from which the delay before the next retry is computed. Every waiting call holds this
/// state, so it is one word, and packed.
#[derive(Clone, Copy, Debug)]
#[repr(Rust, packed(4))]
pub(crate) struct NextDelay {
    /// The next delay, grown and capped, without jitter, if the curve multiplies. With decorrelated
    /// jitter, the last delay drawn, or the base delay before the first retry. With all other
    /// curves, the base delay, which is not used.
    nanos: u64,
}

impl NextDelay {
    /// The state before the first retry.
    #[inline]
    pub(crate) const fn first(curve: &Curve) -> Self {
        Self { nanos: curve.base }
    }

    /// The state before the given retry. This state is wrong for decorrelated jitter, which depends
    /// on the draws for the retries before.
    pub(crate) fn before(curve: &Curve, retry: u32) -> Self {
        let nanos = if curve.multiplies {
            curve.delay(retry)
        } else {
            curve.base
        };
        Self { nanos }
    }

    /// Computes the delay before the given retry, in nanoseconds: grown and capped, without jitter.
    /// The state moves on to the next retry.
    #[inline]
    fn grow(&mut self, curve: &Curve, retry: u32) -> u64 {
        if curve.multiplies {
            return self.multiply(curve);
        }
        curve.delay(retry)
    }

    #[inline]
    const fn multiply(&mut self, curve: &Curve) -> u64 {
        let delay = self.nanos;
        self.nanos = curve.capped(delay.saturating_mul(curve.factor));
        delay
    }

    /// Computes the delay before the given retry, in nanoseconds. The state moves on to the next
    /// retry. The delay is at most the cap. It is zero only if a list or a function says so, or
    /// before a fast first retry.
    pub(crate) fn advance(&mut self, curve: &Curve, jitter: Jitter, retry: u32, draw: Draw) -> u64 {
        match jitter {
            Jitter::None => self.grow(curve, retry),
            Jitter::Decorrelated => self.decorrelate(curve, retry, draw),
            jitter => jitter.shorten(self.grow(curve, retry), draw),
        }
    }

    /// Computes the delay before the next retry, in nanoseconds, for a curve with a fast path. The
    /// state moves on to the next retry. With `Draw::NONE`, the delay has no jitter.
    #[inline]
    pub(crate) fn advance_fast(&mut self, curve: &Curve, draw: Draw) -> u64 {
        Jitter::Full.shorten(self.multiply(curve), draw)
    }

    fn decorrelate(&mut self, curve: &Curve, retry: u32, draw: Draw) -> u64 {
        if curve.step(retry).is_none() {
            return 0;
        }
        let spread = self.nanos.saturating_mul(3).saturating_sub(curve.base);
        let next = curve.base.saturating_add(draw.below(spread));
        self.nanos = next.min(curve.cap);
        self.nanos
    }
}

/// base · factor^(retry−1), to the nearest nanosecond. Above 104 days, the precision is that of an
/// `f64`. The result is never below that of the previous retry, whose power is a product of parts
/// that are no larger: rounding keeps the order.
#[inline(never)]
const fn scaled(base: u64, factor: f64, retry: u32) -> u64 {
    // `f64::powi` is not in `core`. The power is computed by squaring, and is infinite if it
    // overflows.
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

/// The factor, if it is a whole number of at most 2⁶⁴. That limit becomes `u64::MAX`, which makes
/// no difference because products saturate.
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

/// The sum of the longest delays that a call can have without pushback and cooldowns, in
/// nanoseconds. The sum is exact, with three exceptions. Decorrelated jitter adds a nanosecond for
/// each delay. Each delay of a function is taken to be the cap. If a policy still grows after
/// `MOST_STEPS` retries, its remaining delays are taken to be the cap, so that the compiler
/// evaluates a `const` quickly.
pub(crate) const fn worst_case(curve: &Curve, jitter: Jitter, retries: u32) -> u128 {
    const MOST_STEPS: u32 = 10_000;
    let &Curve {
        base,
        cap,
        growth,
        factor,
        fast_first,
        ..
    } = curve;
    let mut tripled = base;
    let mut made = if fast_first && retries > 0 { 1 } else { 0 };
    let mut total = 0;
    while made < retries {
        let left = (retries - made) as u128;
        let delay = if let Jitter::Decorrelated = jitter {
            tripled = tripled.saturating_mul(3);
            curve.capped(tripled)
        } else {
            curve.known_delay(made + 1)
        };
        let is_last = match growth {
            Growth::List(list) => made as usize + 1 >= list.len(),
            _ => delay == cap || factor == 1,
        };
        if is_last {
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
