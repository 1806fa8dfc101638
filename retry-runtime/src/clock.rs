//! The time since a call began, and the life of its attempts. Read only if the policy has
//! `max_elapsed` or `reset_after`, or the call `call_timeout`: as the call begins, and after each failure; with
//! `reset_after` also as each retry begins.

use core::time::Duration;
#[cfg(feature = "std")]
use std::boxed::Box;

use crate::Policy;
use crate::decide::Elapsed;

/// The clock of a blocking call: the standard library's monotonic one.
#[cfg(feature = "std")]
pub type Clock = Started<std::time::Instant>;

/// The clock of an async call: tokio's, if its feature is on, which is the standard
/// library's unless a test has paused it.
#[cfg(feature = "tokio")]
pub type AsyncClock = Started<tokio::time::Instant>;
/// The clock of an async call.
#[cfg(not(feature = "tokio"))]
pub type AsyncClock = Clock;

/// When a call began, if its policy asks.
#[derive(Clone, Debug)]
pub struct Started<I>(#[allow(dead_code)] Marks<I>);

/// Apart on the heap if there is more than a start: an async call holds its clock while it waits.
#[derive(Clone, Debug)]
#[allow(dead_code, reason = "without `std` there is no clock")]
enum Marks<I> {
    None,
    Start(Start<I>),
    #[cfg(feature = "std")]
    Lives(Box<Lives<I>>),
}

/// The marks of a call with `reset_after` or `call_timeout`, as times since its start.
#[cfg(feature = "std")]
#[derive(Clone, Debug)]
struct Lives<I> {
    start: Start<I>,
    /// The longest if there is none.
    reset_after: Duration,
    /// The limit of the whole call; the longest if there is none.
    limit: Duration,
    /// The begin of the attempt that runs.
    begun: Duration,
    /// The failure of the last attempt that lived so long, and its number.
    failed: Duration,
    first: u32,
}

#[cfg(feature = "test-util")]
use crate::extra::testing::Start;

#[cfg(not(feature = "test-util"))]
type Start<I> = I;

#[cfg(feature = "std")]
macro_rules! started {
    ($instant:ty) => {
        impl Started<$instant> {
            /// Reads the clock if the policy asks for it.
            #[must_use]
            #[inline]
            pub fn now(policy: &Policy) -> Self {
                Self::start(false, policy)
            }

            /// Reads the clock, since an attempt asks for it.
            #[must_use]
            pub fn timed(policy: &Policy) -> Self {
                Self::start(true, policy)
            }

            /// Reads the clock if an attempt or the policy asks for it.
            #[inline]
            pub(crate) fn start(is_timed: bool, policy: &Policy) -> Self {
                if !is_timed && !policy.is_timed() {
                    return Self(Marks::None);
                }
                let start = Self::read();
                Self(match policy.reset_after() {
                    None => Marks::Start(start),
                    Some(_) => Lives::begin(start, policy, Duration::MAX),
                })
            }

            /// Reads the clock, since the whole call has a limit.
            #[must_use]
            pub fn limited(policy: &Policy, limit: Duration) -> Self {
                Self(Lives::begin(Self::read(), policy, limit))
            }

            /// Reads the clock, for a wait.
            pub(crate) fn begun() -> Self {
                Self(Marks::Start(Self::read()))
            }

            #[inline]
            fn read() -> Start<$instant> {
                #[cfg(feature = "test-util")]
                return Start::now(<$instant>::now);
                #[cfg(not(feature = "test-util"))]
                <$instant>::now()
            }

            /// The part of a delay that has not passed since then.
            pub(crate) fn unwaited(&self, delay: Duration) -> Duration {
                delay.saturating_sub(self.elapsed())
            }

            /// The time since then; zero if the clock was not read.
            #[must_use]
            #[inline]
            pub fn elapsed(&self) -> Duration {
                match &self.0 {
                    Marks::None => Duration::ZERO,
                    Marks::Start(start) => Self::since(start),
                    Marks::Lives(lives) => Self::since(&lives.start),
                }
            }

            /// The time that the policy and the limit of the call leave to the call, if
            /// there is a limit.
            #[must_use]
            pub fn time_left(&self, policy: &Policy) -> Option<Duration> {
                let elapsed = self.elapsed();
                let failed = match &self.0 {
                    Marks::Lives(lives) => lives.failed,
                    _ => Duration::ZERO,
                };
                let since_reset = elapsed.saturating_sub(failed);
                let of_policy = policy.max_elapsed();
                let of_policy = of_policy.map(|limit| limit.saturating_sub(since_reset));
                match (of_policy, self.left()) {
                    (of_policy, Duration::MAX) => of_policy,
                    (None, left) => Some(left),
                    (Some(of_policy), left) => Some(of_policy.min(left)),
                }
            }

            /// The time that the limit of the call leaves; the longest without that limit.
            #[must_use]
            pub fn left(&self) -> Duration {
                match &self.0 {
                    Marks::Lives(lives) => lives.left(Self::since(&lives.start)),
                    _ => Duration::MAX,
                }
            }

            /// Takes note of the failure of the attempt with this number.
            #[must_use]
            #[inline]
            pub fn lap(&mut self, attempt: u32) -> Elapsed {
                match &mut self.0 {
                    Marks::None => Elapsed::ZERO,
                    Marks::Start(start) => Elapsed::since_start(Self::since(start)),
                    Marks::Lives(lives) => {
                        let now = Self::since(&lives.start);
                        lives.lap(now, attempt)
                    }
                }
            }

            /// Takes note of an attempt that begins.
            #[inline]
            pub fn begin_attempt(&mut self) {
                if let Marks::Lives(lives) = &mut self.0 {
                    lives.begun = Self::since(&lives.start);
                }
            }

            #[inline]
            fn since(start: &Start<$instant>) -> Duration {
                #[cfg(feature = "test-util")]
                return start.elapsed(<$instant>::elapsed);
                #[cfg(not(feature = "test-util"))]
                start.elapsed()
            }
        }
    };
}
#[cfg(feature = "std")]
started!(std::time::Instant);
#[cfg(feature = "tokio")]
started!(tokio::time::Instant);

#[cfg(feature = "std")]
impl<I> Lives<I> {
    #[cold]
    fn begin(start: Start<I>, policy: &Policy, limit: Duration) -> Marks<I> {
        Marks::Lives(Box::new(Self {
            start,
            reset_after: policy.reset_after().unwrap_or(Duration::MAX),
            limit,
            begun: Duration::ZERO,
            failed: Duration::ZERO,
            first: 1,
        }))
    }

    fn left(&self, now: Duration) -> Duration {
        match self.limit {
            Duration::MAX => Duration::MAX,
            limit => limit.saturating_sub(now),
        }
    }

    /// Takes note of a failure after this time. An attempt that has left its virtual clock
    /// has no life that is known, and beyond the last number attempts can't be told apart.
    #[cold]
    fn lap(&mut self, now: Duration, attempt: u32) -> Elapsed {
        let life = now.saturating_sub(self.begun);
        let is_known = now != Duration::MAX && attempt != u32::MAX;
        if is_known && life >= self.reset_after {
            (self.failed, self.first) = (now, attempt);
        }
        Elapsed {
            time: now.saturating_sub(self.failed),
            first: self.first,
            left: self.left(now),
        }
    }
}

/// Without `std` there is no clock, and no policy that needs one.
#[cfg(not(feature = "std"))]
pub type Clock = Started<core::convert::Infallible>;

#[cfg(not(feature = "std"))]
impl Clock {
    /// Reads no clock.
    #[must_use]
    pub fn now(_: &Policy) -> Self {
        Self(Marks::None)
    }

    /// Reads no clock.
    #[must_use]
    pub fn timed(policy: &Policy) -> Self {
        Self::now(policy)
    }

    /// Reads no clock.
    pub(crate) fn begun() -> Self {
        Self(Marks::None)
    }

    /// Zero, since it is not known.
    #[allow(clippy::unused_self, reason = "with `std` it is used")]
    pub(crate) fn unwaited(&self, _: Duration) -> Duration {
        Duration::ZERO
    }

    /// Reads no clock.
    pub(crate) fn start(_: bool, policy: &Policy) -> Self {
        Self::now(policy)
    }

    /// Zero.
    #[must_use]
    #[allow(clippy::unused_self, reason = "with `std` it is used")]
    pub fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    /// Reads no clock.
    #[must_use]
    pub fn limited(policy: &Policy, _: Duration) -> Self {
        Self::now(policy)
    }

    /// `None`.
    #[must_use]
    #[allow(clippy::unused_self, reason = "with `std` it is used")]
    pub fn time_left(&self, _: &Policy) -> Option<Duration> {
        None
    }

    /// The longest.
    #[must_use]
    #[allow(clippy::unused_self, reason = "with `std` it is used")]
    pub fn left(&self) -> Duration {
        Duration::MAX
    }

    /// Zero.
    #[must_use]
    #[allow(clippy::unused_self, reason = "with `std` it is used")]
    pub fn lap(&mut self, _: u32) -> Elapsed {
        Elapsed::ZERO
    }

    /// Reads no clock.
    #[allow(clippy::unused_self, reason = "with `std` it is used")]
    pub fn begin_attempt(&mut self) {}
}
