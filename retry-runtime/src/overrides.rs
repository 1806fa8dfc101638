//! What holds a call tighter than its policy, from outside of the call.

#[cfg(feature = "sites")]
mod held;
#[cfg(feature = "sites")]
mod process;
#[cfg(feature = "sites")]
mod text;

use core::time::Duration;
#[cfg(feature = "sites")]
use std::sync::{RwLock, atomic::AtomicBool};

use crate::extra::Place;

#[cfg(feature = "sites")]
pub use process::Overrides;
#[cfg(feature = "sites")]
pub use text::OverridesError;

/// How much tighter than its policy a call is held: by overrides of the process
/// (feature `sites`), or by a test (`test-util`). Without either there is nothing
/// in it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tightened {
    #[cfg(any(feature = "sites", feature = "test-util"))]
    max_retries: Option<u32>,
    #[cfg(feature = "sites")]
    scale: Option<f64>,
}

/// Whether anything can hold a call tighter than its policy.
pub(crate) const TIGHTENED: bool = cfg!(any(feature = "sites", feature = "test-util"));

#[cfg(not(any(feature = "sites", feature = "test-util")))]
#[allow(clippy::unused_self, reason = "with a feature it is used")]
impl Tightened {
    #[inline]
    pub(crate) fn of(_: Place) -> Self {
        Self {}
    }

    #[inline]
    pub(crate) fn max_retries(self) -> Option<u32> {
        None
    }
}

#[cfg(any(feature = "sites", feature = "test-util"))]
impl Tightened {
    /// What holds for a site now.
    #[cold]
    #[cfg_attr(
        not(feature = "sites"),
        allow(unused_variables, reason = "only an override asks for the site")
    )]
    pub(crate) fn of(place: Place) -> Self {
        let tightened = Self::default();
        #[cfg(feature = "sites")]
        let tightened = match place.site() {
            Some(site) => tightened.and(process::tightened(site)),
            None => tightened,
        };
        #[cfg(feature = "test-util")]
        let tightened = tightened.and(Self {
            max_retries: crate::extra::testing::max_retries(),
            #[cfg(feature = "sites")]
            scale: None,
        });
        tightened
    }

    /// Both: the fewer retries, the longer delays.
    fn and(self, other: Self) -> Self {
        Self {
            max_retries: match (self.max_retries, other.max_retries) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
            #[cfg(feature = "sites")]
            scale: match (self.scale, other.scale) {
                (Some(a), Some(b)) => Some(a.max(b)),
                (a, b) => a.or(b),
            },
        }
    }

    /// The most retries, if there is a limit beside the policy's.
    pub(crate) fn max_retries(self) -> Option<u32> {
        self.max_retries
    }
}

impl Tightened {
    /// A delay made longer, within the policy's cap; never made shorter.
    #[cfg(feature = "sites")]
    pub(crate) fn scaled(self, delay: Duration, cap: Duration) -> Duration {
        match self.scale {
            None => delay,
            Some(scale) => {
                let seconds = delay.as_secs_f64() * scale;
                let scaled = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
                scaled.min(cap).max(delay)
            }
        }
    }

    /// The delay as it is.
    #[cfg(not(feature = "sites"))]
    #[inline]
    #[allow(clippy::unused_self, reason = "with a feature it is used")]
    pub(crate) fn scaled(self, delay: Duration, _: Duration) -> Duration {
        delay
    }
}
