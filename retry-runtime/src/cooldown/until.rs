//! The end of a cooldown, which calls read and write at the same time. `tests/loom` includes this
//! file with loom's atomics, and tries every interleaving of its operations.

use super::AtomicU64;
use core::sync::atomic::Ordering::Relaxed;

/// The end of the cooldown in nanoseconds; 0 if there is no cooldown.
///
/// `Relaxed` is enough: this number publishes no other memory.
#[derive(Debug)]
pub(crate) struct Until(pub(super) AtomicU64);

impl Until {
    /// True if there is certainly no cooldown. The check reads no clock.
    #[inline]
    pub(crate) fn is_over(&self) -> bool {
        self.0.load(Relaxed) == 0
    }

    /// Moves the end to a later time. An earlier time changes nothing.
    pub(crate) fn extend(&self, until: u64) {
        self.0.fetch_max(until, Relaxed);
    }

    /// The time from now to the end. Clears an end that has passed.
    pub(crate) fn left(&self, now: u64) -> u64 {
        let end = self.0.load(Relaxed);
        if end <= now {
            // If another call has just set a new end, the new end stays.
            let _new_end = self.0.compare_exchange(end, 0, Relaxed, Relaxed);
        }
        end.saturating_sub(now)
    }
}
