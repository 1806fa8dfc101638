//! The tokens that time gives back. `tests/loom` includes this file with loom's atomics.

use super::AtomicU32;
use core::sync::atomic::Ordering::Relaxed;

/// The time of the last tokens that time gave back, in milliseconds.
///
/// 32 bits, which every target with a budget has atomics for. They wrap after 49 days, so a
/// time that seems to lie up to 24 days before the last one counts as before it.
#[derive(Debug)]
pub(crate) struct Floor {
    last: AtomicU32,
    /// Tokens for each second; 0 is no floor.
    per_second: u32,
}

/// A thread may be late by so many milliseconds after it has read the clock.
const LATE: u32 = 1000;

impl Floor {
    pub(super) const fn new(last: AtomicU32, per_second: u32) -> Self {
        Self { last, per_second }
    }

    pub(crate) const fn per_second(&self) -> u32 {
        self.per_second
    }

    /// The tokens that are due at a time. Each millisecond gives its tokens to one caller.
    #[cfg(target_has_atomic = "32")]
    pub(crate) fn due(&self, now: u32) -> u32 {
        let mut due = 0;
        let per_second = u64::from(self.per_second);
        let _unchanged = self.last.fetch_update(Relaxed, Relaxed, |last| {
            let passed = now.wrapping_sub(last);
            due = 0;
            if passed > u32::MAX / 2 {
                // Another thread was faster, or this is another clock: that of a test.
                return (passed < u32::MAX - LATE).then_some(now);
            }
            let tokens = u64::from(passed) * per_second / 1000;
            // The time that these tokens took. The rest of it stays for the next ones.
            let spent = (tokens * 1000).div_ceil(per_second.max(1));
            due = u32::try_from(tokens).unwrap_or(u32::MAX);
            let spent = u32::try_from(spent).unwrap_or(passed);
            (tokens > 0).then(|| last.wrapping_add(spent))
        });
        due
    }

    /// There is no budget on such a target: nothing makes one.
    #[cfg(not(target_has_atomic = "32"))]
    pub(crate) fn due(&self, _: u32) -> u32 {
        self.last.load(Relaxed)
    }
}
