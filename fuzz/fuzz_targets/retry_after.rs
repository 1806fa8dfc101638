//! The value of `Retry-After`: a number of seconds as a simple reader has it, a date, or an error.
//! `cargo +nightly fuzz run retry_after fuzz/artifacts/new fuzz/corpus/retry_after`

#![no_main]

use std::time::{Duration, SystemTime};

use libfuzzer_sys::fuzz_target;
use retry_runtime::parse_retry_after_at;

/// The longest wait: from 1970 to the last date, in the year 9999.
const FURTHEST: Duration = Duration::from_secs(10_000 * 366 * 86_400);

fuzz_target!(|value: &str| {
    let read = parse_retry_after_at(value, SystemTime::UNIX_EPOCH);
    let trimmed = value.trim_matches([' ', '\t']);
    if !trimmed.is_empty() && trimmed.chars().all(|c| c.is_ascii_digit()) {
        let seconds = trimmed.chars().try_fold(0_u64, |sum, digit| {
            let digit = u64::from(digit) - u64::from('0');
            sum.checked_mul(10)?.checked_add(digit)
        });
        let expected = seconds.map_or(Duration::MAX, Duration::from_secs);
        assert_eq!(read, Ok(expected));
    } else if let Ok(wait) = read {
        assert!(wait <= FURTHEST && wait.subsec_nanos() == 0, "{wait:?}");
        // For a later clock, the wait is over.
        let later = SystemTime::UNIX_EPOCH + FURTHEST;
        assert_eq!(parse_retry_after_at(value, later), Ok(Duration::ZERO));
    }
    // The clock of this machine makes no difference to whether the value is read.
    let now = parse_retry_after_at(value, SystemTime::now());
    assert_eq!(now.is_ok(), read.is_ok());
});
