//! Delays as 64 bits of nanoseconds, which last for 584 years. Longer delays saturate.

use core::time::Duration;

const SECOND: u64 = 1_000_000_000;

pub(crate) const fn from_duration(delay: Duration) -> u64 {
    match delay.as_secs().checked_mul(SECOND) {
        Some(seconds) => seconds.saturating_add(delay.subsec_nanos() as u64),
        None => u64::MAX,
    }
}

/// Makes a duration of nanoseconds. A number beyond a [`Duration`] becomes the longest.
#[allow(
    clippy::cast_possible_truncation,
    reason = "what does not fit saturates"
)]
pub(crate) const fn to_duration(nanos: u128) -> Duration {
    let second = SECOND as u128;
    if nanos > Duration::MAX.as_nanos() {
        Duration::MAX
    } else {
        Duration::new((nanos / second) as u64, (nanos % second) as u32)
    }
}

/// `nanos · by`, to the nearest nanosecond. `by` must not be negative.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` between floats and integers saturates, which is what is wanted"
)]
pub(crate) const fn scale(nanos: u64, by: f64) -> u64 {
    let scaled = nanos as f64 * by;
    // `f64::round` is not in `core`. Adding a half before truncating would be off by one above 2⁵².
    let whole = scaled as u64;
    if scaled - whole as f64 >= 0.5 {
        whole.saturating_add(1)
    } else {
        whole
    }
}
