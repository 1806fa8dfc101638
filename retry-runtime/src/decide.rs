//! The one decision after a failed attempt. Every loop asks here, and none has
//! a rule of its own.

use core::fmt;
use core::time::Duration;

use crate::{Backoff, Policy};

/// What to do after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Wait this long, then attempt again.
    Retry(Duration),
    /// Return the last outcome.
    GiveUp(Reason),
}

/// Why no further retry was made.
///
/// | reason | JSON | meaning |
/// |---|---|---|
/// | `RetriesExhausted` | `"retries_exhausted"` | `max` retries were made |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Reason {
    /// As many retries as the policy allows were made.
    RetriesExhausted,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RetriesExhausted => "retries exhausted",
        })
    }
}

/// One retried call. Until its first failure it is a single `None`, so that a
/// call that succeeds at once pays for no state.
#[derive(Debug, Default)]
pub struct Call(Option<Failing>);

#[derive(Debug)]
struct Failing {
    failed_attempts: u32,
    total_delay: Duration,
    backoff: Backoff,
}

impl Call {
    /// A call that has made no attempt yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Takes note of a failed attempt, and decides. Out of line and not
    /// generic, so that each annotated function adds a call and no copy.
    #[cold]
    #[inline(never)]
    pub fn decide(&mut self, policy: &Policy) -> Decision {
        let failing = self.0.get_or_insert_with(|| Failing {
            failed_attempts: 0,
            total_delay: Duration::ZERO,
            backoff: policy.delays(),
        });
        failing.failed_attempts = failing.failed_attempts.saturating_add(1);
        match failing.backoff.next() {
            Some(delay) => {
                failing.total_delay = failing.total_delay.saturating_add(delay);
                Decision::Retry(delay)
            }
            None => Decision::GiveUp(Reason::RetriesExhausted),
        }
    }

    pub(crate) fn failed_attempts(&self) -> u32 {
        self.0.as_ref().map_or(0, |failing| failing.failed_attempts)
    }

    /// The sum of the delays decided so far.
    pub(crate) fn total_delay(&self) -> Duration {
        self.0
            .as_ref()
            .map_or(Duration::ZERO, |failing| failing.total_delay)
    }
}
