//! Reads a duration: `100ms` becomes a `Duration`, or an error that says what to write instead.
//! This file knows nothing of retries. The runtime has a parser for the same grammar, and tests
//! compare both parsers with the table `data/rules/durations.tsv`.

use std::time::Duration;

/// Units from the longest to the shortest, with their nanoseconds.
const UNITS: [(&str, u128); 7] = [
    ("d", 86_400_000_000_000),
    ("h", 3_600_000_000_000),
    ("m", 60_000_000_000),
    ("s", 1_000_000_000),
    ("ms", 1_000_000),
    ("us", 1_000),
    ("ns", 1),
];

pub(crate) fn from_text(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("a duration is a number and a unit, for example `100ms`".to_owned());
    }
    if let Some(positive) = text.strip_prefix('-') {
        let positive = positive.trim_start();
        // Reading ends at a second minus. Otherwise a text of nothing but minuses would recurse
        // once for each minus.
        let is_delay = !positive.starts_with('-')
            && from_text(positive).is_ok_and(|duration| !duration.is_zero());
        return Err(if is_delay {
            format!("a duration can't be negative: did you mean `{positive}`?")
        } else {
            "a duration can't be negative: write for example `100ms`".to_owned()
        });
    }
    let mut parts = Parts {
        rest: text,
        allowed: &UNITS,
    };
    let mut nanos: u128 = 0;
    while !parts.rest.is_empty() {
        nanos = nanos.saturating_add(parts.next()?);
    }
    let seconds =
        u64::try_from(nanos / 1_000_000_000).map_err(|_| format!("`{text}` {TOO_LONG}"))?;
    Ok(Duration::new(seconds, (nanos % 1_000_000_000) as u32))
}

const TOO_LONG: &str = "is too long: a duration holds at most 18446744073709551615s";
const TOO_FINE: &str = "is finer than a nanosecond";

/// The text left to read, and the units that may still come.
struct Parts<'a> {
    rest: &'a str,
    allowed: &'static [(&'static str, u128)],
}

impl<'a> Parts<'a> {
    /// The nanoseconds of the next number and unit.
    fn next(&mut self) -> Result<u128, String> {
        self.rest = self.rest.trim_start();
        let start = self.rest;
        let number = self.take_while(|c| c.is_ascii_digit() || c == '.');
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        if whole.is_empty() || fraction.is_empty() || fraction.contains('.') {
            return Err(format!(
                "`{start}` is not a duration: write a number and a unit, for example `100ms`"
            ));
        }
        self.rest = self.rest.trim_start();
        let unit =
            self.take_while(|c| !(c.is_whitespace() || c.is_ascii_digit() || c == '.' || c == '-'));
        if unit.is_empty() {
            let fits = |unit| {
                scaled(whole, fraction, unit)
                    .is_ok_and(|nanos| (1..=u64::MAX.into()).contains(&nanos))
            };
            let meant: Vec<_> = (self.allowed.iter().rev())
                .filter(|(name, nanos)| ["ms", "s"].contains(name) && fits(*nanos))
                .map(|(name, _)| format!("`{number}{name}`"))
                .collect();
            let meant = match meant.as_slice() {
                [] => "write a number and a unit, for example `100ms`.".to_owned(),
                meant => format!("did you mean {}?", meant.join(" or ")),
            };
            return Err(format!(
                "`{number}` has no unit: {meant} Units are d, h, m, s, ms, us, ns"
            ));
        }
        let Some(position) = self.allowed.iter().position(|(name, _)| *name == unit) else {
            return Err(if UNITS.iter().any(|(name, _)| *name == unit) {
                format!(
                    "`{unit}` is out of order: write the units from the longest to the shortest, each at most once"
                )
            } else {
                format!("`{unit}` is not a unit of time: units are d, h, m, s, ms, us, ns")
            });
        };
        let (_, nanos) = self.allowed[position];
        self.allowed = &self.allowed[position + 1..];
        scaled(whole, fraction, nanos).map_err(|why| format!("`{number}{unit}` {why}"))
    }

    /// Takes the longest start of matching characters.
    fn take_while(&mut self, is_part: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }
}

/// `whole.fraction` times `unit`, if that is a whole number.
fn scaled(whole: &str, fraction: &str, unit: u128) -> Result<u128, &'static str> {
    let whole: u64 = whole.parse().map_err(|_| TOO_LONG)?;
    let digits = fraction.trim_end_matches('0');
    if digits.is_empty() {
        return Ok(u128::from(whole) * unit);
    }
    // No unit has more than 16 factors of 2 or of 5, so a fraction with more digits never gives a
    // whole number of nanoseconds.
    let scale = match u32::try_from(digits.len()) {
        Ok(len @ 1..=16) => 10_u128.pow(len),
        _ => return Err(TOO_FINE),
    };
    let nanos = digits.parse::<u128>().map_err(|_| TOO_FINE)? * unit;
    if nanos % scale == 0 {
        Ok(u128::from(whole) * unit + nanos / scale)
    } else {
        Err(TOO_FINE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the table that tests the runtime's parser too.
    #[test]
    fn durations_are_read_as_in_the_table() {
        let table = std::fs::read_to_string(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../data/rules/durations.tsv"
        ))
        .unwrap();
        for row in table.lines().filter(|row| !row.starts_with('#')) {
            let (input, expected) = row.split_once('\t').expect(row);
            let read = match from_text(input) {
                Ok(duration) => format!("{}ns", duration.as_nanos()),
                Err(message) => message,
            };
            assert_eq!(read, expected, "for `{input}`");
        }
    }

    #[test]
    fn many_minuses_are_refused_without_recursion() {
        assert!(from_text(&"-".repeat(1_000_000)).is_err());
    }
}
