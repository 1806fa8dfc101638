//! What holds a call tighter than its policy, from outside the call.

use core::time::Duration;

use crate::Site;

/// How much tighter than its policy a call is held: not at all, unless a feature
/// says so.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tightened {
    #[cfg(any(feature = "sites", feature = "test-util"))]
    max_retries: Option<u32>,
    #[cfg(feature = "sites")]
    scale: Option<f64>,
}

impl Tightened {
    /// What holds for a site now.
    #[inline]
    pub(crate) fn of(_site: Site) -> Self {
        Self::default()
    }

    /// The most retries, if there is a limit beside the policy's.
    #[inline]
    pub(crate) fn max_retries(self) -> Option<u32> {
        None
    }

    /// A delay made longer, within the policy's cap.
    #[inline]
    pub(crate) fn scaled(self, delay: Duration, _cap: Duration) -> Duration {
        delay
    }
}
