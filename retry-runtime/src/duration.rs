//! Durations as people write them.

pub(crate) mod decimal;
#[cfg(feature = "std")]
mod parse;
#[cfg(feature = "serde")]
pub(crate) mod seconds;

use core::fmt;
use core::time::Duration;

#[cfg(feature = "std")]
pub(crate) use parse::read;
#[cfg(feature = "std")]
pub use parse::{ParseDurationError, parse_duration};

/// The units from the longest to the shortest, with their nanoseconds.
const UNITS: [(&str, u128); 7] = [
    ("d", 86_400_000_000_000),
    ("h", 3_600_000_000_000),
    ("m", 60_000_000_000),
    ("s", 1_000_000_000),
    ("ms", 1_000_000),
    ("us", 1_000),
    ("ns", 1),
];

/// Writes a duration exactly and as short as its units allow: `1m 30s`, `1.5s`,
/// `100ms`.
pub(crate) struct Human(pub(crate) Duration);

impl fmt::Display for Human {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut left = self.0.as_nanos();
        if left == 0 {
            return f.write_str("0s");
        }
        let mut space = "";
        for (unit, nanos) in UNITS {
            // Minutes and longer units are whole numbers. The rest is one unit with a decimal
            // fraction.
            let whole = left / nanos;
            if whole == 0 {
                continue;
            }
            write!(f, "{space}{whole}")?;
            left %= nanos;
            let fraction = unit != "d" && unit != "h" && unit != "m";
            if fraction && left > 0 {
                f.write_str(".")?;
                let mut digit = nanos / 10;
                while left > 0 {
                    write!(f, "{}", left / digit)?;
                    left %= digit;
                    digit /= 10;
                }
            }
            f.write_str(unit)?;
            if left == 0 {
                return Ok(());
            }
            space = " ";
        }
        Ok(())
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::*;
    use std::string::ToString;

    #[test]
    fn durations_are_written_exactly_and_read_back() {
        for (nanos, text) in [
            (0, "0s"),
            (1, "1ns"),
            (1_500, "1.5us"),
            (100_000_000, "100ms"),
            (1_000_000_001, "1.000000001s"),
            (90_000_000_000, "1m 30s"),
            (3_600_000_000_000, "1h"),
            (86_460_000_500_000, "1d 1m 500us"),
        ] {
            let duration = Duration::from_nanos(nanos);
            assert_eq!(Human(duration).to_string(), text);
            assert_eq!(parse_duration(text), Ok(duration));
        }
        let longest = Human(Duration::MAX).to_string();
        assert_eq!(parse_duration(&longest), Ok(Duration::MAX));
    }
}
