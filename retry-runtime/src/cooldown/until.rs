//! The end of a cooldown, as calls write and read it at the same time. `tests/loom` includes
//! this file with loom's atomics, and tries every interleaving of it.

use super::{AtomicU64, SHARED_TIME_BITS};
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

    /// Moves the end to a later time. The end by another clock, which a test has of its own,
    /// does not count.
    pub(crate) fn extend(&self, until: u64) {
        let later = |end: u64| (end < until || !are_of_one_clock(end, until)).then_some(until);
        let _later_already = self.0.fetch_update(Relaxed, Relaxed, later);
    }

    /// The time from now to the end. An end that is past is cleared.
    pub(crate) fn left(&self, now: u64) -> u64 {
        let end = self.0.load(Relaxed);
        if !are_of_one_clock(end, now) {
            return 0;
        }
        if end <= now {
            // Unless another call has just set a new one.
            let _new_end = self.0.compare_exchange(end, 0, Relaxed, Relaxed);
        }
        end.saturating_sub(now)
    }
}

const fn are_of_one_clock(time: u64, other: u64) -> bool {
    time >> SHARED_TIME_BITS == other >> SHARED_TIME_BITS
}
