//! A pause that calls share when a server asks one of them to wait.

mod cooling;
#[cfg(all(feature = "std", target_has_atomic = "64"))]
mod until;

#[cfg(all(feature = "std", target_has_atomic = "64"))]
use core::sync::atomic::AtomicU64;
use core::time::Duration;

#[cfg(all(feature = "std", target_has_atomic = "64"))]
use crate::clock::shared_nanos;
#[cfg(all(feature = "std", target_has_atomic = "64"))]
use crate::nanos;
use crate::{Policy, Verdict};
#[cfg(all(feature = "std", target_has_atomic = "64"))]
use until::Until;

pub use cooling::{CooledAttempt, Cooling};

/// A pause that many calls share. If a server asks one call to wait, all calls that share the
/// cooldown wait, and begin no attempt until it is over.
///
/// A server that answers 429 refuses the whole client, not only one of its calls. Without a
/// cooldown, the hundred calls beside the refused one go on, and may extend the ban.
///
/// ```
/// # #[cfg(all(feature = "macros", feature = "test-util"))] {
/// use std::time::Duration;
/// use retry_runtime::{Cooldown, retry, testing::VirtualTime};
///
/// static GITHUB: Cooldown = Cooldown::new();
///
/// #[derive(Debug, PartialEq)]
/// struct TooMany { wait: Duration }
///
/// #[retry(max = 1, cooldown = GITHUB, retry_after = |error| Some(error.wait))]
/// fn fetch(answers: &mut Vec<Result<u32, TooMany>>) -> Result<u32, TooMany> {
///     answers.pop().unwrap()
/// }
///
/// let clock = VirtualTime::start();
/// let wait = Duration::from_secs(30);
/// let refused = || Err(TooMany { wait });
/// assert_eq!(fetch(&mut vec![Ok(1), refused()]), Ok(1));
/// assert_eq!(clock.elapsed(), wait);
///
/// // A call that gives up holds back the others too.
/// assert!(fetch(&mut vec![refused(), refused()]).is_err());
/// assert_eq!(clock.elapsed(), 2 * wait);
/// assert_eq!(GITHUB.time_left(), wait);
/// assert_eq!(fetch(&mut vec![Ok(2)]), Ok(2));
/// assert_eq!(clock.elapsed(), 3 * wait);
/// # }
/// ```
///
/// # Rules
///
/// - Pushback ([`RetryAfter`](crate::Verdict::RetryAfter)) starts the cooldown, or extends it.
///   It lasts at most for the [`max_pushback`](crate::Policy::max_pushback) of the call that
///   was asked to wait. A value has the same effect if [`until`](crate::Retrying::until) answers
///   it with `RetryAfter`.
/// - An attempt waits until the cooldown is over, but at most for the `max_pushback` of its own
///   call. If the cooldown is extended meanwhile, the attempt waits on, within the same limit.
/// - `call_timeout` ends the wait. The attempt then begins, but has no time left, and ends at its
///   first `.await`. `max_elapsed` counts the wait, but does not shorten it. If your own caller
///   can't wait that long, ask [`time_left`](Self::time_left) before the call, as
///   `examples/service` does.
/// - If the policy has [jitter](crate::Jitter), the policy's first delay, with its jitter, is added
///   to the wait, so that the calls don't come back together.
/// - If an attempt fails during a cooldown, the cooldown counts as pushback for the retry: in its
///   delay, which its [event](crate::Event) reports, in its cost in tokens and in its limits. No
///   event reports the wait before a first attempt, or the part of a wait that an extension adds.
/// - The wait before a first attempt uses no retry and no token. A cancel ends the wait, but the
///   first attempt is still made. If it fails, no retry follows.
///
/// A call pays one relaxed load for each attempt, and reads the clock only while a cooldown
/// lasts. Under [virtual time](crate::testing), one `Cooldown` has a separate state for each
/// virtual clock. Inside a tokio runtime the clock is tokio's, which a test may have paused.
///
/// # One cooldown for each server
///
/// Make a cooldown a `static`, or keep it as long as the clients of one server or of one quota. It
/// needs a clock (the feature `std`) and 64-bit atomics.
#[derive(Debug)]
pub struct Cooldown {
    #[cfg(all(feature = "std", target_has_atomic = "64"))]
    until: Until,
    #[cfg(all(feature = "test-util", target_has_atomic = "64"))]
    in_virtual_time: crate::extra::testing::VirtualCooldown,
}

#[cfg(all(feature = "std", target_has_atomic = "64"))]
impl Cooldown {
    /// A cooldown that has not begun.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Cooldown;
    ///
    /// static GITHUB: Cooldown = Cooldown::new();
    /// assert_eq!(GITHUB.time_left(), Duration::ZERO);
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self {
            until: Until(AtomicU64::new(0)),
            #[cfg(feature = "test-util")]
            in_virtual_time: crate::extra::testing::VirtualCooldown::new(),
        }
    }

    /// Starts the cooldown, or extends it if it would end earlier. Retried calls do so
    /// themselves. A program calls this method if it learns elsewhere that it has to wait.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Cooldown;
    ///
    /// static GITHUB: Cooldown = Cooldown::new();
    ///
    /// // `X-RateLimit-Remaining: 0` came with a success.
    /// GITHUB.begin(Duration::from_secs(60));
    /// GITHUB.begin(Duration::from_secs(1));
    /// assert!(GITHUB.time_left() > Duration::from_secs(50));
    /// ```
    pub fn begin(&self, time: Duration) {
        #[cfg(feature = "test-util")]
        if self.in_virtual_time.begin(time) {
            return;
        }
        if !time.is_zero() {
            let end = shared_nanos().saturating_add(nanos::from_duration(time));
            self.until.extend(end);
        }
    }

    /// The time until the cooldown is over; zero if there is none.
    ///
    /// ```
    /// # #[cfg(feature = "test-util")] {
    /// use std::time::Duration;
    /// use retry_runtime::{Cooldown, testing::VirtualTime};
    ///
    /// let clock = VirtualTime::start();
    /// let cooldown = Cooldown::new();
    /// cooldown.begin(Duration::from_secs(60));
    /// clock.advance(Duration::from_secs(59));
    /// assert_eq!(cooldown.time_left(), Duration::from_secs(1));
    /// clock.advance(Duration::from_secs(1));
    /// assert_eq!(cooldown.time_left(), Duration::ZERO);
    /// # }
    /// ```
    #[must_use]
    pub fn time_left(&self) -> Duration {
        #[cfg(feature = "test-util")]
        if let Some(left) = self.in_virtual_time.time_left() {
            return left;
        }
        if self.until.is_over() {
            return Duration::ZERO;
        }
        Duration::from_nanos(self.until.left(shared_nanos()))
    }

    #[inline]
    fn is_over(&self) -> bool {
        #[cfg(feature = "test-util")]
        if let Some(left) = self.in_virtual_time.time_left() {
            return left.is_zero();
        }
        self.until.is_over()
    }
}

#[cfg(all(feature = "std", target_has_atomic = "64"))]
impl Default for Cooldown {
    fn default() -> Self {
        Self::new()
    }
}

/// Stand-ins for a target without a clock, on which no cooldown can be made.
#[cfg(not(all(feature = "std", target_has_atomic = "64")))]
#[allow(clippy::unused_self, reason = "with a clock it is used")]
impl Cooldown {
    fn begin(&self, _: Duration) {}

    fn time_left(&self) -> Duration {
        Duration::ZERO
    }

    fn is_over(&self) -> bool {
        true
    }
}

impl Cooldown {
    /// Starts the cooldown if the verdict is pushback. Returns the verdict to decide with, and the
    /// time for which the cooldown holds the retry back. During a cooldown, a retry after the
    /// policy's delay becomes a retry after pushback. Any other verdict keeps its meaning.
    #[cold]
    fn cooled_verdict(&self, verdict: Verdict, policy: &Policy) -> (Verdict, Duration) {
        let cap = policy.max_pushback();
        if let Verdict::RetryAfter(asked) = verdict {
            self.begin(asked.min(cap));
        }
        let left = self.time_left().min(cap);
        let verdict = match verdict {
            Verdict::RetryAfter(asked) => Verdict::RetryAfter(asked.max(left)),
            Verdict::Retry if !left.is_zero() => Verdict::RetryAfter(left),
            verdict => verdict,
        };
        (verdict, left)
    }
}
