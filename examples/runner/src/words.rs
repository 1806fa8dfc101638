//! Words for people: durations of at most three digits, and text on one line.

use std::time::Duration;

/// Rounds to three digits, but keeps whole seconds: `72.8ms`, `1234s`. JSON stays exact.
pub(crate) fn rounded(delay: Duration) -> Duration {
    let nanos = delay.as_nanos();
    let surplus = nanos.checked_ilog10().unwrap_or(0).saturating_sub(2);
    let unit = 10_u128.pow(surplus.min(9));
    let rounded = (nanos + unit / 2) / unit * unit;
    match u64::try_from(rounded / 1_000_000_000) {
        Ok(seconds) => Duration::new(seconds, (rounded % 1_000_000_000) as u32),
        Err(_) => delay,
    }
}

/// Escapes control characters, which could change the screen of a terminal.
pub(crate) fn printable(text: &str) -> String {
    let escape = |c: char| {
        if c.is_control() {
            c.escape_default().to_string()
        } else {
            c.to_string()
        }
    };
    text.chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_rounded_to_three_digits_or_whole_seconds() {
        for (nanos, shown) in [
            (0, "0ns"),
            (1, "1ns"),
            (72_832_145, "72.8ms"),
            (72_850_000, "72.9ms"),
            (999_900_000, "1s"),
            (1_234_567_890, "1.23s"),
            (123_456_789_012, "123s"),
            (1_234_567_890_123, "1235s"),
            (3_600_000_000_000, "3600s"),
        ] {
            let delay = Duration::from_nanos(nanos);
            assert_eq!(format!("{:?}", rounded(delay)), shown);
        }
        assert_eq!(rounded(Duration::MAX), Duration::MAX);
    }

    #[test]
    fn text_stays_on_one_line() {
        assert_eq!(printable("é\n\u{1b}[31m"), r"é\n\u{1b}[31m");
    }
}
