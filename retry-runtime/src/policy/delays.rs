//! The delays of a policy, one for each retry. This file reads no clock and never sleeps.

use core::iter::FusedIterator;
use core::time::Duration;

use super::Policy;
use crate::Jitter;
use crate::backoff::{FastPath, NextDelay};
use crate::jitter::Draw;

/// Iterator over the delays of one call in order, one item for each retry. Returned by
/// [`Policy::delays`].
///
/// Delay n is the base delay, grown n−1 times by the [`Backoff`](crate::Backoff), capped at the
/// maximum delay, and **then** shortened by jitter. The order matters. If jitter were added before
/// the cap, all clients that reach the cap would wait for exactly the cap. If it were added after
/// the cap, delays would exceed the cap. ([`Decorrelated`](crate::Jitter::Decorrelated) jitter has
/// a formula of its own.)
///
/// Growth saturates, so no number of retries overflows. Delays are at most 584 years (64 bits of
/// nanoseconds).
///
/// [`nth`](Iterator::nth) and [`skip`](Iterator::skip) take constant time, however many delays they
/// skip. Decorrelated jitter is the exception: each delay depends on the one before, so all of them
/// are drawn.
///
/// The iterator doesn't know pushback, `max_elapsed` or budgets, which belong to a call. They can
/// only lengthen a delay within its cap, or end the call.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::Policy;
///
/// let policy = Policy::builder().unlimited().max_delay(Duration::from_secs(1)).build();
/// let millis: Vec<_> = policy.delays().map(|delay| delay.as_millis()).take(6).collect();
/// assert_eq!(millis, [100, 200, 400, 800, 1000, 1000]);
/// assert_eq!(policy.delays().nth(4_000_000_000), Some(Duration::from_secs(1)));
/// ```
///
/// # As the backoff of other libraries
///
/// Any retry loop that takes its delays from an iterator accepts this one: `tokio-retry` as the
/// strategy (`RetryIf::start(policy.delays(), …)`), `retry` as the delays
/// (`retry(policy.delays(), …)`), and `backon` as the backoff (`fetch.retry(policy.delays())`).
/// Code that has not moved to this crate yet can thus use the same policy.
#[derive(Clone, Debug)]
pub struct Delays {
    policy: Policy,
    retries: u32,
    next_delay: NextDelay,
}

impl Delays {
    pub(crate) const fn new(policy: &Policy) -> Self {
        Self {
            policy: *policy,
            retries: 0,
            next_delay: NextDelay::first(policy.curve()),
        }
    }

    #[inline]
    fn fast(&mut self, draw: Draw) -> Option<Duration> {
        if self.policy.max().is_none() || !self.policy.allows_retry_after(self.retries) {
            return self.slow();
        }
        self.retries += 1;
        let nanos = self.next_delay.advance_fast(self.policy.curve(), draw);
        Some(Duration::from_nanos(nanos))
    }

    #[inline(never)]
    fn slow(&mut self) -> Option<Duration> {
        if !self.policy.allows_retry_after(self.retries) {
            return None;
        }
        self.retries = self.retries.saturating_add(1);
        let (curve, jitter) = (self.policy.curve(), self.policy.jitter());
        let draw = Draw::for_retry(jitter, self.policy.seed(), self.retries);
        let nanos = self.next_delay.advance(curve, jitter, self.retries, draw);
        Some(Duration::from_nanos(nanos))
    }
}

impl Iterator for Delays {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        match self.policy.curve().fast_path() {
            FastPath::Plain => self.fast(Draw::NONE),
            FastPath::FullJitter => match Draw::ready() {
                Some(draw) if self.retries > 0 => self.fast(draw),
                _ => self.slow(),
            },
            FastPath::None => self.slow(),
        }
    }

    fn nth(&mut self, n: usize) -> Option<Duration> {
        if self.policy.jitter() == Jitter::Decorrelated {
            let skipped = |_| self.slow().map(drop);
            (0..n).try_for_each(skipped)?;
        } else if n > 0 {
            let skipped = u32::try_from(n).unwrap_or(u32::MAX);
            self.retries = self.retries.saturating_add(skipped);
            let next = self.retries.saturating_add(1);
            self.next_delay = NextDelay::before(self.policy.curve(), next);
        }
        self.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = |max: u32| usize::try_from(max.saturating_sub(self.retries)).ok();
        let left = self.policy.max().and_then(left);
        (left.unwrap_or(usize::MAX), left)
    }
}

/// The delays end for good when the limit is reached. Without a limit, they never end.
impl FusedIterator for Delays {}
