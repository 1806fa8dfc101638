//! Cooldowns under virtual time. Each clock keeps the ends of its own cooldowns, so that tests that
//! run in parallel don't affect each other through a `static`.

use core::sync::atomic::{AtomicU64, Ordering};
use core::time::Duration;

use super::current;

/// The number of a cooldown among those that virtual clocks have seen; 0 before.
#[derive(Debug)]
pub(crate) struct VirtualCooldown(AtomicU64);

impl VirtualCooldown {
    pub(crate) const fn new() -> Self {
        Self(AtomicU64::new(0))
    }

    /// Begins the cooldown by the current clock, or extends it. False without such a clock.
    pub(crate) fn begin(&self, time: Duration) -> bool {
        let Some(clock) = current() else {
            return false;
        };
        let mut state = clock.state();
        let new = state.now.saturating_add(time);
        let end = state.cooldowns.entry(self.number()).or_default();
        *end = new.max(*end);
        true
    }

    /// The time until the end by the current clock, if there is such a clock.
    pub(crate) fn time_left(&self) -> Option<Duration> {
        let clock = current()?;
        let state = clock.state();
        let end = state.cooldowns.get(&self.0.load(Ordering::Relaxed));
        Some(end.map_or(Duration::ZERO, |end| end.saturating_sub(state.now)))
    }

    fn number(&self) -> u64 {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let number = self.0.load(Ordering::Relaxed);
        if number != 0 {
            return number;
        }
        let new = 1 + LAST.fetch_add(1, Ordering::Relaxed);
        let set = self
            .0
            .compare_exchange(0, new, Ordering::Relaxed, Ordering::Relaxed);
        set.map_or_else(|number| number, |_| new)
    }
}
