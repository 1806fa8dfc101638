//! The value of HTTP's `Retry-After` (RFC 9110, section 10.2.3), its dates (section 5.6.7), and
//! headers of other names with this purpose.

use std::time::{Duration, SystemTime};

use retry_runtime::{
    Policy, parse_rate_limit_reset, parse_retry_after, parse_retry_after_at, parse_retry_after_ms,
    retry,
};

/// Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110.
const DATE: u64 = 784_111_777;

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn seconds(value: &str) -> Option<u64> {
    let read = parse_retry_after_at(value, at(DATE - 90)).ok()?;
    assert_eq!(read.subsec_nanos(), 0);
    Some(read.as_secs())
}

#[test]
fn retry_after_seconds_are_read() {
    for (value, read) in [
        ("0", 0),
        ("120", 120),
        ("007", 7),
        ("99999999999", 99_999_999_999),
        ("18446744073709551615", u64::MAX),
        // RFC 9110, section 5.5, allows spaces and tabs around a value.
        (" 120", 120),
        ("120\t ", 120),
    ] {
        assert_eq!(seconds(value), Some(read), "{value:?}");
    }
}

#[test]
fn more_seconds_than_a_duration_holds_saturate() {
    let digits = "9".repeat(30);
    assert_eq!(parse_retry_after(&digits), Ok(Duration::MAX));
    assert_eq!(parse_retry_after("18446744073709551616"), Ok(Duration::MAX));
}

#[test]
fn decimal_seconds_are_rounded_up_to_the_nanosecond() {
    for (value, seconds, nanos) in [
        ("0.503", 0, 503_000_000),
        ("292.052427053", 292, 52_427_053),
        ("1.5", 1, 500_000_000),
        ("7.000", 7, 0),
        ("\t0.0 ", 0, 0),
        ("0.000000001", 0, 1),
        ("0.0000000001", 0, 1),
        ("0.1234567891", 0, 123_456_790),
        ("0.12345678900000", 0, 123_456_789),
        ("0.9999999991", 1, 0),
        ("18446744073709551615.999999999", u64::MAX, 999_999_999),
        ("18446744073709551615.9999999991", u64::MAX, 999_999_999),
        ("18446744073709551616.5", u64::MAX, 999_999_999),
    ] {
        let read = parse_retry_after(value);
        assert_eq!(read, Ok(Duration::new(seconds, nanos)), "{value:?}");
    }
}

#[test]
fn a_retry_waits_for_a_fraction_of_a_second() {
    #[retry(max = 1, base_delay = "1ms", retry_after = |value: &&str| parse_retry_after(value).ok(), sleep = |delay| delays.push(delay))]
    fn fetch(value: &'static str, delays: &mut Vec<Duration>) -> Result<(), &'static str> {
        Err(value)
    }

    for (value, millis) in [("0.503", 503), ("20.25", 20_250)] {
        let mut delays = Vec::new();
        assert_eq!(fetch(value, &mut delays), Err(value));
        assert_eq!(delays, [Duration::from_millis(millis)], "{value}");
    }
}

#[test]
fn all_three_formats_of_dates_are_read() {
    for date in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        " Sun, 06 Nov 1994 08:49:37 GMT\t",
    ] {
        assert_eq!(seconds(date), Some(90), "{date:?}");
    }
}

#[test]
fn a_date_in_the_past_asks_for_no_wait() {
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    for now in [DATE, DATE + 1, u64::from(u32::MAX)] {
        assert_eq!(parse_retry_after_at(date, at(now)), Ok(Duration::ZERO));
    }
    assert_eq!(parse_retry_after(date), Ok(Duration::ZERO));
    // The last possible date, and the first.
    assert!(seconds("Fri, 31 Dec 9999 23:59:59 GMT") > Some(200_000_000_000));
    assert_eq!(seconds("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
}

#[test]
fn other_retry_after_values_are_refused() {
    for value in [
        "",
        " ",
        "soon",
        "-1",
        "+5",
        ".5",
        "5.",
        ".",
        "1.5.5",
        "1.-5",
        "1 .5",
        "-0.5",
        "1,5",
        "5s",
        "1e3",
        "0x10",
        "1 2",
        "5\n",
        "\u{a0}5",
        "٣",
        "５",
        "5\0",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 25:49:37 GMT",
        "1994-11-06T08:49:37Z",
        "Sün, 06 Nov 1994 08:49:37 GMT",
    ] {
        assert!(parse_retry_after(value).is_err(), "{value:?}");
    }
    let said = parse_retry_after("soon").unwrap_err().to_string();
    assert!(
        said.contains("number of seconds") && said.contains("GMT"),
        "{said}"
    );
}

/// Any header value of a server must be handled.
#[test]
fn ten_megabytes_of_retry_after_are_read_in_linear_time() {
    let size = 10_000_000;
    assert_eq!(parse_retry_after(&"9".repeat(size)), Ok(Duration::MAX));
    assert_eq!(
        parse_retry_after(&format!("{}7", "0".repeat(size))),
        Ok(Duration::from_secs(7))
    );
    assert_eq!(
        parse_retry_after(&format!("{}7", " ".repeat(size))),
        Ok(Duration::from_secs(7))
    );
    assert_eq!(
        parse_retry_after(&format!("1.{}", "0".repeat(size))),
        Ok(Duration::from_secs(1))
    );
    for garbage in ["x", "é", "Sun, 06 Nov 1994 08:49:37 GMT "] {
        assert!(parse_retry_after(&garbage.repeat(size / garbage.len())).is_err());
    }
}

#[test]
fn an_unreadable_value_is_retried_without_pushback() {
    #[retry(max = 1, retry_after = |value: &&str| parse_retry_after(value).ok(), sleep = |delay| delays.push(delay))]
    fn fetch(value: &'static str, delays: &mut Vec<Duration>) -> Result<(), &'static str> {
        Err(value)
    }

    for (value, delay) in [("soon", 100), ("0", 100), ("20", 20_000)] {
        let mut delays = Vec::new();
        assert_eq!(fetch(value, &mut delays), Err(value));
        assert_eq!(delays, [Duration::from_millis(delay)], "{value}");
    }
    let (mut delays, policy) = (Vec::new(), Policy::default());
    let call = policy.retry(|| Err::<(), _>("99999999999"));
    let call = call.retry_after(|value| parse_retry_after(value).ok());
    assert!(call.sleep(|delay| delays.push(delay)).call().is_err());
    assert_eq!(delays, []);
}

#[test]
fn decimal_milliseconds_are_rounded_up_to_the_nanosecond() {
    for (value, seconds, nanos) in [
        ("0", 0, 0),
        ("1250", 1, 250_000_000),
        (" 007\t", 0, 7_000_000),
        ("0.5", 0, 500_000),
        ("1.000001", 0, 1_000_001),
        ("1.0000001", 0, 1_000_001),
        ("0.9999991", 0, 1_000_000),
        ("999.9999999", 1, 0),
        ("18446744073709551615", 18_446_744_073_709_551, 615_000_000),
        ("18446744073709551616", u64::MAX, 999_999_999),
    ] {
        let read = parse_retry_after_ms(value);
        assert_eq!(read, Some(Duration::new(seconds, nanos)), "{value:?}");
    }
}

#[test]
fn a_reset_is_seconds_from_now_or_a_time_since_1970() {
    let now = 1_800_000_000;
    for (value, seconds) in [
        // Seconds from now.
        ("0", 0),
        ("60", 60),
        (" 60 ", 60),
        ("999999999", 999_999_999),
        // Seconds since 1970.
        ("1000000000", 0),
        ("1799999999", 0),
        ("1800000000", 0),
        ("1800000060", 60),
        ("99999999999", 99_999_999_999 - now),
        // Milliseconds since 1970.
        ("100000000000", 0),
        ("1799999999999", 0),
        ("1800000060000", 60),
    ] {
        let read = parse_rate_limit_reset(value, at(now));
        assert_eq!(read, Some(Duration::from_secs(seconds)), "{value:?}");
    }
    for (value, millis) in [
        ("60.25", 60_250),
        ("1800000000.25", 250),
        ("1800000000250", 250),
        ("1800000000250.5", 251),
    ] {
        let read = parse_rate_limit_reset(value, at(now)).unwrap();
        assert_eq!(read.as_nanos().div_ceil(1_000_000), millis, "{value:?}");
    }
}

#[test]
fn a_reset_at_the_ends_of_time_does_not_panic() {
    let before = SystemTime::UNIX_EPOCH.checked_sub(Duration::from_secs(60));
    let read = parse_rate_limit_reset("1000000000", before.unwrap());
    assert_eq!(read, Some(Duration::from_secs(1_000_000_060)));
    for now in [at(0), at(1_800_000_000), before.unwrap()] {
        for digits in 1..=40 {
            assert!(parse_rate_limit_reset(&"9".repeat(digits), now).is_some());
        }
        let last = parse_rate_limit_reset(&"9".repeat(40), now);
        assert_eq!(last, Some(Duration::MAX));
    }
    let size = 10_000_000;
    let zeros = "0".repeat(size);
    let read = parse_rate_limit_reset(&format!("{zeros}7"), at(0));
    assert_eq!(read, Some(Duration::from_secs(7)));
    assert_eq!(parse_retry_after_ms(&"9".repeat(size)), Some(Duration::MAX));
}

#[test]
fn other_values_of_a_reset_and_of_milliseconds_are_refused() {
    for value in [
        "",
        " ",
        "soon",
        "-1",
        "+5",
        ".5",
        "5.",
        ".",
        "1.5.5",
        "1,5",
        "1_000",
        "5s",
        "6m0s",
        "1e3",
        "0x10",
        "1 2",
        "5\n",
        "\u{a0}5",
        "٣",
        "５",
        "5\0",
        "NaN",
        "inf",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "1994-11-06T08:49:37Z",
    ] {
        assert_eq!(parse_retry_after_ms(value), None, "{value:?}");
        assert_eq!(parse_rate_limit_reset(value, at(DATE)), None, "{value:?}");
    }
}
