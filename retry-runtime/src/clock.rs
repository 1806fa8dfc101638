//! The time since a call began, and the duration of its attempts.
//!
//! The clock of a call is read only if the policy has `max_elapsed` or `reset_after`, or the call has
//! `call_timeout` or a context: when the call begins, and after each failure. With `reset_after`, it
//! is also read when each retry begins. A wait that can end early, and the feature `attempts`, read
//! a clock of their own.

#[cfg(feature = "std")]
mod shared;

use core::time::Duration;

use crate::Policy;
#[cfg(feature = "std")]
use crate::nanos;
#[cfg(feature = "std")]
use crate::platform::Instant;
#[cfg(feature = "std")]
pub(crate) use shared::millis;
#[cfg(all(feature = "std", target_has_atomic = "64"))]
pub(crate) use shared::shared_nanos;

/// The clock of a blocking call: the machine's monotonic clock.
#[cfg(feature = "std")]
pub type Clock = Started<Instant>;

/// The clock of an async call.
#[cfg(feature = "std")]
pub type AsyncClock = Started<AsyncInstant>;
/// The clock of an async call.
#[cfg(not(feature = "std"))]
pub type AsyncClock = Clock;

/// A time of tokio's clock, if the feature `tokio` is on. It is the standard library's clock unless
/// a test has paused it. Tokio's clock panics in the browser, so the browser's clock is used there.
#[cfg(all(
    feature = "tokio",
    not(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown"))
))]
type AsyncInstant = tokio::time::Instant;
#[cfg(all(
    feature = "std",
    not(all(
        feature = "tokio",
        not(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown"))
    ))
))]
type AsyncInstant = Instant;

/// The time of a call, read from its clock after a failed attempt.
#[derive(Clone, Copy, Debug)]
pub struct Elapsed {
    /// The time since the call began, or since the failure of attempt `first` if that number is
    /// above 1. Zero if the policy needs no clock.
    pub(crate) time: Duration,
    /// The number of the attempt whose failure counts as the first: the last attempt that outlived
    /// `reset_after`, or else 1.
    pub(crate) first: u32,
}

impl Elapsed {
    /// The time of a call whose policy needs no clock.
    pub const ZERO: Self = Self::since_start(Duration::ZERO);

    /// The time of a call in which no attempt has outlived `reset_after`.
    #[inline]
    pub(crate) const fn since_start(time: Duration) -> Self {
        Self { time, first: 1 }
    }
}

/// The start of a call and the times of its attempts, if the policy needs a clock.
#[derive(Clone, Debug)]
pub struct Started<I>(Option<Marks<I>>);

#[derive(Clone, Debug)]
#[cfg_attr(
    not(feature = "std"),
    allow(dead_code, reason = "without `std` there is no clock")
)]
struct Marks<I> {
    start: Start<I>,
    /// The start of the running attempt, in nanoseconds since the start of the call. This field and
    /// the fields below are set only with `reset_after`.
    begun: u64,
    /// The failure of the last attempt that outlived `reset_after`, in nanoseconds since the start
    /// of the call. The number of that attempt is `first`.
    failed: u64,
    first: u32,
}

#[cfg(feature = "test-util")]
use crate::extra::testing::Start;

#[cfg(not(feature = "test-util"))]
type Start<I> = I;

impl<I> Started<I> {
    /// The time from the start of the call to the failure from which `max_elapsed` counts.
    fn failed(&self) -> Duration {
        let failed = self.0.as_ref().map_or(0, |marks| marks.failed);
        Duration::from_nanos(failed)
    }

    /// The policy with a `max_elapsed` that ends the call within a limit since its start.
    #[must_use]
    pub fn within(&self, policy: &Policy, limit: Duration) -> Policy {
        policy.within(limit.saturating_sub(self.failed()))
    }
}

#[cfg(feature = "std")]
impl<I> Marks<I> {
    #[inline]
    const fn new(start: Start<I>) -> Self {
        Self {
            start,
            begun: 0,
            failed: 0,
            first: 1,
        }
    }

    /// Records a failure at the given time. If the attempt has left its virtual clock, or the time is
    /// more than 584 years, the duration of the attempt is unknown and does not count. At the last attempt number, attempts are no longer counted.
    /// Retries then count from the start of the call, so that they reach every limit.
    #[cold]
    #[inline(never)]
    fn life(&mut self, now: Duration, reset_after: Duration, attempt: u32) -> Elapsed {
        let life = now.saturating_sub(Duration::from_nanos(self.begun));
        if attempt == u32::MAX {
            self.first = 1;
        } else if life >= reset_after && nanos::from_duration(now) < u64::MAX {
            (self.failed, self.first) = (nanos::from_duration(now), attempt);
        }
        Elapsed {
            time: now.saturating_sub(Duration::from_nanos(self.failed)),
            first: self.first,
        }
    }
}

#[cfg(feature = "std")]
macro_rules! started {
    ($instant:ty) => {
        impl Started<$instant> {
            /// Reads the clock if the policy asks for it.
            #[must_use]
            #[inline]
            pub fn now(policy: &Policy) -> Self {
                Self(policy.is_timed().then(|| Marks::new(Self::read())))
            }

            /// Reads the clock if an attempt or the policy needs the time. The read is not inlined,
            /// since the policy may be known only at run time.
            #[inline]
            pub(crate) fn start(is_timed: bool, policy: &Policy) -> Self {
                if is_timed || policy.is_timed() {
                    Self::timed_at_run_time()
                } else {
                    Self(None)
                }
            }

            #[cold]
            #[inline(never)]
            fn timed_at_run_time() -> Self {
                Self::timed()
            }

            /// Reads the clock.
            #[must_use]
            #[inline]
            pub fn timed() -> Self {
                Self(Some(Marks::new(Self::read())))
            }

            #[inline]
            fn read() -> Start<$instant> {
                #[cfg(feature = "test-util")]
                return Start::now(<$instant>::now);
                #[cfg(not(feature = "test-util"))]
                <$instant>::now()
            }

            /// The part of a delay that has not passed since the clock was started.
            #[must_use]
            pub fn left(&self, delay: Duration) -> Duration {
                delay.saturating_sub(self.elapsed())
            }

            /// The time since the clock was started; zero if it was not read.
            #[must_use]
            #[inline]
            pub fn elapsed(&self) -> Duration {
                let start = self.0.as_ref().map(|marks| &marks.start);
                start.map_or(Duration::ZERO, Self::since)
            }

            #[inline]
            fn since(start: &Start<$instant>) -> Duration {
                #[cfg(feature = "test-util")]
                return start.elapsed(<$instant>::elapsed);
                #[cfg(not(feature = "test-util"))]
                start.elapsed()
            }

            /// The time that the policy's `max_elapsed` leaves.
            #[must_use]
            pub fn time_left(&self, policy: &Policy) -> Option<Duration> {
                let since = || self.elapsed().saturating_sub(self.failed());
                let limit = policy.max_elapsed();
                limit.map(|limit| limit.saturating_sub(since()))
            }

            /// Records the failure of the attempt with this number, and returns the time of the
            /// call.
            #[must_use]
            #[inline]
            pub fn lap(&mut self, policy: &Policy, attempt: u32) -> Elapsed {
                let Some(marks) = &mut self.0 else {
                    return Elapsed::ZERO;
                };
                let now = Self::since(&marks.start);
                match policy.reset_after() {
                    None => Elapsed::since_start(now),
                    Some(life) => marks.life(now, life, attempt),
                }
            }

            /// Records the failure of the attempt with this number, and returns the time of the
            /// call. The policy may be known only at run time.
            #[inline]
            pub(crate) fn lap_if_timed(&mut self, policy: &Policy, attempt: u32) -> Elapsed {
                if policy.is_timed() {
                    self.lap_timed(policy, attempt)
                } else {
                    Elapsed::ZERO
                }
            }

            #[cold]
            #[inline(never)]
            fn lap_timed(&mut self, policy: &Policy, attempt: u32) -> Elapsed {
                self.lap(policy, attempt)
            }

            /// Records the start of an attempt.
            #[inline]
            pub fn begin_attempt(&mut self, policy: &Policy) {
                if policy.is_timed() {
                    self.mark(policy);
                }
            }

            #[cold]
            #[inline(never)]
            fn mark(&mut self, policy: &Policy) {
                if let (Some(marks), Some(_)) = (&mut self.0, policy.reset_after()) {
                    marks.begun = nanos::from_duration(Self::since(&marks.start));
                }
            }
        }
    };
}
#[cfg(feature = "std")]
started!(Instant);
#[cfg(all(
    feature = "tokio",
    not(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown"))
))]
started!(tokio::time::Instant);

/// Without `std` there is no clock, and no policy that needs one.
#[cfg(not(feature = "std"))]
pub type Clock = Started<core::convert::Infallible>;

#[cfg(not(feature = "std"))]
#[allow(clippy::unused_self, reason = "with `std` it is used")]
impl Clock {
    /// Reads no clock.
    #[must_use]
    pub fn now(_: &Policy) -> Self {
        Self(None)
    }

    /// Reads no clock.
    #[must_use]
    pub fn timed() -> Self {
        Self(None)
    }

    /// Reads no clock.
    pub(crate) fn start(_: bool, policy: &Policy) -> Self {
        Self::now(policy)
    }

    /// Zero, since the time is not known.
    #[must_use]
    pub fn left(&self, _: Duration) -> Duration {
        Duration::ZERO
    }

    /// Zero, since there is no clock.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    /// `None`, since no policy has a time limit.
    #[must_use]
    pub fn time_left(&self, _: &Policy) -> Option<Duration> {
        None
    }

    /// Zero, since there is no clock.
    #[must_use]
    pub fn lap(&mut self, _: &Policy, _: u32) -> Elapsed {
        Elapsed::ZERO
    }

    /// Zero, since there is no clock.
    pub(crate) fn lap_if_timed(&mut self, _: &Policy, _: u32) -> Elapsed {
        Elapsed::ZERO
    }

    /// Reads no clock.
    pub fn begin_attempt(&mut self, _: &Policy) {}
}
