//! A limit on the retries of calls under a clock.

use super::{VirtualClock, current};
use crate::limits::Limits;

impl VirtualClock {
    /// Limits the retries of each call under this clock, until the guard is dropped. A call that
    /// the limit ends gives up for the reason [`Overridden`](crate::Reason::Overridden). The
    /// policy's own limit still applies, and the lowest of several limits counts.
    ///
    /// ```
    /// use retry_runtime::{Policy, testing::VirtualTime};
    ///
    /// let clock = VirtualTime::start();
    /// let unlimited = Policy::builder().unlimited().build();
    /// let _limited = clock.limit_retries(2);
    /// assert_eq!(unlimited.retry(|| None::<()>).call(), None);
    /// assert_eq!(clock.delays().len(), 2);
    /// ```
    pub fn limit_retries(&self, max_retries: u32) -> LimitedRetries {
        let mut state = self.state();
        let number = state.next_guard();
        state.limits.push((number, max_retries));
        LimitedRetries {
            clock: self.clone(),
            number,
        }
    }

    /// Turns retries off until the guard is dropped: each call makes one attempt.
    ///
    /// ```
    /// use retry_runtime::{Policy, testing::VirtualTime};
    ///
    /// let clock = VirtualTime::start();
    /// let _single_attempts = clock.no_retries();
    /// assert_eq!(Policy::default().retry(|| None::<()>).call(), None);
    /// assert_eq!(clock.delays(), []);
    /// ```
    pub fn no_retries(&self) -> LimitedRetries {
        self.limit_retries(0)
    }
}

/// Guard returned by [`VirtualClock::limit_retries`]. Dropping it removes the limit.
///
/// ```
/// use retry_runtime::{Policy, testing::VirtualTime};
///
/// let clock = VirtualTime::start();
/// let limited = clock.limit_retries(1);
/// assert_eq!(Policy::default().retry(|| None::<()>).call(), None);
/// assert_eq!(clock.delays().len(), 1);
///
/// drop(limited);
/// assert_eq!(Policy::default().retry(|| None::<()>).call(), None);
/// assert_eq!(clock.delays().len(), 1 + 3);
/// ```
#[derive(Debug)]
#[must_use = "the limit holds until its guard is dropped"]
pub struct LimitedRetries {
    clock: VirtualClock,
    number: u64,
}

impl Drop for LimitedRetries {
    fn drop(&mut self) {
        let number = self.number;
        self.clock
            .state()
            .limits
            .retain(|(other, _)| *other != number);
    }
}

/// The limit on retries that a test has set for the current thread.
#[cold]
pub(crate) fn limits() -> Limits {
    let max_total_retries = current().and_then(|clock| {
        let limits = &clock.state().limits;
        limits.iter().map(|(_, max_retries)| *max_retries).min()
    });
    Limits {
        max_total_retries,
        ..Limits::default()
    }
}
