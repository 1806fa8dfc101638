//! The timer of embassy.

use core::time::Duration;

use embassy_time::{TICK_HZ, Timer};

/// Waits at least as long as the delay.
pub(crate) fn timer(delay: Duration) -> Timer {
    // One more tick, because the current tick has already begun. Embassy's own conversions
    // overflow.
    let ticks = (delay.as_nanos().saturating_mul(u128::from(TICK_HZ))).div_ceil(1_000_000_000) + 1;
    // At most half of the clock's range, because embassy panics beyond the end of the range.
    let most = u64::MAX / 2;
    Timer::after_ticks(u64::try_from(ticks).map_or(most, |ticks| ticks.min(most)))
}
