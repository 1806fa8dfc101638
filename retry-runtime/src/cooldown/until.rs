//! The end of a cooldown, as calls write and read it at the same time. `tests/loom` includes
//! this file with loom's atomics, and tries every interleaving of it.

use super::AtomicU64;
use core::sync::atomic::Ordering::Relaxed;

/// The time of the end in microseconds; 0 if there is no cooldown.
///
/// `Relaxed` is enough: no other memory is published through it.
#[derive(Debug)]
pub(crate) struct Until(pub(super) AtomicU64);

impl Until {
    /// True if there is surely no cooldown. No clock is needed to know.
    #[inline]
    pub(crate) fn is_over(&self) -> bool {
        self.0.load(Relaxed) == 0
    }

    /// Moves the end to a later time.
    pub(crate) fn extend(&self, until: u64) {
        self.0.fetch_max(until, Relaxed);
    }

    /// The time from now to the end. An end that is past is cleared.
    pub(crate) fn left(&self, now: u64) -> u64 {
        let end = self.0.load(Relaxed);
        if end <= now {
            // Unless another call has just set a new one.
            let _new_end = self.0.compare_exchange(end, 0, Relaxed, Relaxed);
        }
        end.saturating_sub(now)
    }
}
