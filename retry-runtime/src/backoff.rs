//! Delays from a policy. Reads no clock and never sleeps.

use core::time::Duration;

use crate::jitter::{Delay, Draws};
use crate::{Jitter, Policy, nanos};

/// The delays of one call, in order: an iterator with one item a retry, as
/// [`Policy::delays`] returns it.
///
/// Delay n is base · factor^(n−1), rounded to the nanosecond and capped at the
/// maximum delay, **then** jittered downwards. Cap first, jitter within the
/// cap: adding jitter and then capping puts every client at the cap together,
/// capping and then adding breaks the cap. ([`Jitter::Decorrelated`] is a
/// formula of its own.) Growth saturates, so no number of retries overflows,
/// and delays are at most 584 years (64 bits of nanoseconds).
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::Policy;
///
/// let policy = Policy::builder().unlimited().max_delay(Duration::from_secs(1)).build();
/// let millis: Vec<_> = policy.delays().map(|delay| delay.as_millis()).take(6).collect();
/// assert_eq!(millis, [100, 200, 400, 800, 1000, 1000]);
/// ```
#[derive(Clone, Debug)]
pub struct Backoff {
    policy: Policy,
    retries: u32,
    /// factor^retries, by repeated multiplication: exact where the power is,
    /// monotone where it is not, and infinite where it overflows.
    growth: f64,
    previous: u64,
    draws: Option<Draws>,
}

impl Backoff {
    pub(crate) fn new(policy: &Policy) -> Self {
        Self {
            policy: *policy,
            retries: 0,
            growth: 1.0,
            previous: nanos::from_duration(policy.base_delay()),
            draws: match policy.jitter() {
                Jitter::None => None,
                _ => Some(Draws::new(policy.seed())),
            },
        }
    }
}

impl Iterator for Backoff {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        if self.policy.max_retries() == Some(self.retries) {
            return None;
        }
        self.retries = self.retries.saturating_add(1);

        let base = nanos::from_duration(self.policy.base_delay());
        let cap = nanos::from_duration(self.policy.max_delay());
        // `max`: an f64 holds a base delay of more than 104 days only nearly.
        let own = nanos::scale(base, self.growth).max(base).min(cap);
        self.growth *= self.policy.factor();

        let delay = match &mut self.draws {
            None => own,
            Some(draws) => self.policy.jitter().apply(
                &Delay {
                    own,
                    base,
                    cap,
                    previous: self.previous,
                },
                draws,
            ),
        };
        self.previous = delay;
        Some(Duration::from_nanos(delay))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self
            .policy
            .max_retries()
            .and_then(|max| usize::try_from(max - self.retries).ok());
        (left.unwrap_or(usize::MAX), left)
    }
}
