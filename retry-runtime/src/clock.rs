//! The time since a call began. Read only if the policy has `max_elapsed`: once as the
//! call begins, and once after each failure.

use core::time::Duration;

use crate::Policy;

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
pub struct Started<I>(#[allow(dead_code)] Option<Start<I>>);

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
                match policy.max_elapsed() {
                    Some(_) => Self::begun(),
                    None => Self(None),
                }
            }

            /// Reads the clock if an attempt or the policy asks for it.
            #[inline]
            pub(crate) fn start(is_timed: bool, policy: &Policy) -> Self {
                if is_timed {
                    Self::begun()
                } else {
                    Self::now(policy)
                }
            }

            /// Reads the clock.
            #[inline]
            pub(crate) fn begun() -> Self {
                #[cfg(feature = "test-util")]
                let now = Start::now(<$instant>::now);
                #[cfg(not(feature = "test-util"))]
                let now = <$instant>::now();
                Self(Some(now))
            }

            /// The time since then; zero if the clock was not read.
            #[must_use]
            #[inline]
            pub fn elapsed(&self) -> Duration {
                let Some(start) = &self.0 else {
                    return Duration::ZERO;
                };
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

/// Without `std` there is no clock, and no policy that needs one.
#[cfg(not(feature = "std"))]
pub type Clock = Started<core::convert::Infallible>;

#[cfg(not(feature = "std"))]
impl Clock {
    /// Reads no clock.
    #[must_use]
    pub fn now(_: &Policy) -> Self {
        Self(None)
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
}
