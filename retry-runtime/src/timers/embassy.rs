//! The timer of embassy.

use core::time::Duration;

use embassy_time::{TICK_HZ, Timer};

/// Waits at least as long as asked.
pub(crate) fn timer(delay: Duration) -> Timer {
    // One tick more, since the current one has begun. Embassy's own conversions overflow.
    let ticks = (delay.as_nanos().saturating_mul(u128::from(TICK_HZ))).div_ceil(1_000_000_000) + 1;
    // Half of the clock's range: embassy panics beyond its end.
    let most = u64::MAX / 2;
    Timer::after_ticks(u64::try_from(ticks).map_or(most, |ticks| ticks.min(most)))
}
