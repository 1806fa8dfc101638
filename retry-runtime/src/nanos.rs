//! Delays as 64 bits of nanoseconds: 584 years, and saturating beyond.

use core::time::Duration;

pub(crate) fn from_duration(delay: Duration) -> u64 {
    u64::try_from(delay.as_nanos()).unwrap_or(u64::MAX)
}

/// `nanos · by`, to the nearest nanosecond. `by` is not negative.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` between floats and integers saturates, which is what is wanted"
)]
pub(crate) fn scale(nanos: u64, by: f64) -> u64 {
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
