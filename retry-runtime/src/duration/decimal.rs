//! Decimal numbers of seconds and milliseconds, as in HTTP headers.

use core::iter::repeat;
use core::time::Duration;

/// Optional whitespace around the value of a header (RFC 9110, section 5.6.3).
pub(crate) const SPACE: [char; 2] = [' ', '\t'];

/// A decimal number of seconds, rounded up to the nanosecond. `None` for any other text.
#[inline]
pub(crate) fn seconds(value: &str) -> Option<Duration> {
    decimal(value, Duration::from_secs, 9)
}

/// A decimal number of milliseconds, rounded up to the nanosecond. `None` for any other text.
#[cfg(feature = "retry-after")]
#[inline]
pub(crate) fn millis(value: &str) -> Option<Duration> {
    decimal(value, Duration::from_millis, 6)
}

/// Reads a decimal number. `units` makes a duration of whole units, and `decimals` is the number of
/// decimals from the unit down to the nanosecond. A number of units beyond a [`Duration`] or a
/// `u64` is the longest duration.
#[inline]
fn decimal(value: &str, units: fn(u64) -> Duration, decimals: usize) -> Option<Duration> {
    let value = value.trim_matches(SPACE);
    let (whole, fraction) = value.split_once('.').unwrap_or((value, "0"));
    for digits in [whole, fraction] {
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
    }
    // A text of digits can fail to parse only if the number is too large.
    let Ok(whole) = whole.parse() else {
        return Some(Duration::MAX);
    };
    let (first, rest) = fraction.split_at(fraction.len().min(decimals));
    let digits = first.bytes().chain(repeat(b'0')).take(decimals);
    let nanos = digits.fold(0, |nanos, digit| nanos * 10 + u64::from(digit - b'0'));
    let finer = rest.bytes().any(|digit| digit != b'0');
    let fraction = Duration::from_nanos(nanos + u64::from(finer));
    Some(units(whole).saturating_add(fraction))
}
