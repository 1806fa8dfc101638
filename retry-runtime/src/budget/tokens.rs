//! The arithmetic on tokens that concurrent calls share. `tests/loom` includes this file with
//! loom's atomics, and tries every interleaving of its operations.

use super::AtomicU32;
use core::sync::atomic::Ordering::Relaxed;

/// The tokens taken from a bucket. The number taken is stored, not the number left, so that 0 is a
/// full bucket of any capacity.
///
/// `Relaxed` is enough: this number is all that the threads share, and each update of it is atomic.
/// It publishes no other memory.
#[derive(Debug)]
pub(crate) struct Taken(pub(super) AtomicU32);

impl Taken {
    #[inline]
    pub(crate) fn now(&self) -> u32 {
        self.0.load(Relaxed)
    }

    /// Takes `tokens`, or none if fewer are left.
    pub(crate) fn take(&self, tokens: u32, capacity: u32) -> bool {
        self.update(|taken| taken.checked_add(tokens).filter(|taken| *taken <= capacity))
    }

    /// Gives back `tokens`, or as many as were taken. At a full bucket, this is one load and no
    /// write.
    pub(crate) fn give_back(&self, tokens: u32) {
        let _full = self.update(|taken| (taken > 0).then(|| taken.saturating_sub(tokens)));
    }

    #[cfg(target_has_atomic = "32")]
    fn update(&self, change: impl FnMut(u32) -> Option<u32>) -> bool {
        self.0.fetch_update(Relaxed, Relaxed, change).is_ok()
    }

    /// Never called: a target without these atomics has no budget.
    #[cfg(not(target_has_atomic = "32"))]
    fn update(&self, _: impl FnMut(u32) -> Option<u32>) -> bool {
        false
    }
}
