//! The floor of a budget: the tokens that time earns. `tests/loom` includes this file with loom's
//! atomics.

use super::AtomicU32;
use core::sync::atomic::Ordering::Relaxed;

/// The time up to which tokens were earned, in milliseconds.
///
/// The time has 32 bits, because every target with a budget has atomics of that size. It wraps
/// after 49 days, so a time that seems up to a day older than the last one counts as older.
#[derive(Debug)]
pub(crate) struct Floor {
    last: AtomicU32,
    /// The tokens earned each second; 0 if there is no floor.
    per_second: u32,
}

/// The number of milliseconds by which a thread's time may be behind the last one. A thread can be
/// interrupted between reading the clock and using the time.
const LATE: u32 = 1000;

/// The number of milliseconds in a day. A time that seems older by less, but by more than `LATE`, is
/// from another clock, as in a test.
const DAY: u32 = 24 * 60 * 60 * 1000;

impl Floor {
    pub(super) const fn new(last: AtomicU32, per_second: u32) -> Self {
        Self { last, per_second }
    }

    pub(crate) const fn per_second(&self) -> u32 {
        self.per_second
    }

    /// The tokens earned by the given time. Only one caller gets the tokens of each millisecond.
    #[cfg(target_has_atomic = "32")]
    pub(crate) fn due(&self, now: u32) -> u32 {
        let mut due = 0;
        let per_second = u64::from(self.per_second);
        let _unchanged = self.last.fetch_update(Relaxed, Relaxed, |last| {
            let passed = now.wrapping_sub(last);
            due = 0;
            if passed > u32::MAX - DAY {
                // Another thread stored a later time first, or `now` is from another clock.
                return (passed < u32::MAX - LATE).then_some(now);
            }
            // The tokens of all time until now, less those of all time until the last call. Rounded
            // for each call alone, many short times would earn less than one long time.
            let earned = |time: u64| time * per_second / 1000;
            let last = u64::from(last);
            let tokens = earned(last + u64::from(passed)) - earned(last);
            due = u32::try_from(tokens).unwrap_or(u32::MAX);
            (passed > 0).then_some(now)
        });
        due
    }

    /// Never called: a target without these atomics has no budget.
    #[cfg(not(target_has_atomic = "32"))]
    pub(crate) fn due(&self, _: u32) -> u32 {
        self.last.load(Relaxed)
    }
}
