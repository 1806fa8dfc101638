//! Delays as 64 bits of nanoseconds: 584 years, and saturating beyond.

use core::time::Duration;

#[allow(
    clippy::cast_possible_truncation,
    reason = "what does not fit saturates"
)]
pub(crate) const fn from_duration(delay: Duration) -> u64 {
    let nanos = delay.as_nanos();
    if nanos > u64::MAX as u128 {
        u64::MAX
    } else {
        nanos as u64
    }
}

/// A number of nanoseconds that may be longer than a [`Duration`] holds.
#[allow(
    clippy::cast_possible_truncation,
    reason = "what does not fit saturates"
)]
pub(crate) const fn to_duration(nanos: u128) -> Duration {
    const SECOND: u128 = 1_000_000_000;
    if nanos > Duration::MAX.as_nanos() {
        Duration::MAX
    } else {
        Duration::new((nanos / SECOND) as u64, (nanos % SECOND) as u32)
    }
}

/// `nanos · by`, to the nearest nanosecond. `by` is not negative.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` between floats and integers saturates, which is what is wanted"
)]
pub(crate) const fn scale(nanos: u64, by: f64) -> u64 {
    let scaled = nanos as f64 * by;
    // `f64::round` is not in `core`, and adding a half before truncating is
    // off by one above 2⁵².
    let whole = scaled as u64;
    if scaled - whole as f64 >= 0.5 {
        whole.saturating_add(1)
    } else {
        whole
    }
}
