//! The `Retry-After` header of HTTP, as pushback.

use crate::errors::message;
use core::time::Duration;
use std::time::SystemTime;

/// A text that is no value of `Retry-After`.
///
/// ```
/// use retry_runtime::parse_retry_after;
///
/// let error = parse_retry_after("soon").unwrap_err();
/// assert!(error.to_string().starts_with("`Retry-After` is a number of seconds, or a date"));
/// assert_eq!(parse_retry_after("-1"), Err(error));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseRetryAfterError;

message!(ParseRetryAfterError, self => "`Retry-After` is a number of seconds, or a date such as `Fri, 31 Dec 1999 23:59:59 GMT`");

/// Reads the value of an HTTP `Retry-After` header (RFC 9110, section 10.2.3):
/// how long to wait from now.
///
/// The value is a number of seconds, or a date in one of the three formats of
/// RFC 9110, section 5.6.7, from 1970 on and without leap seconds. The number may have
/// decimals, which many servers send: they are rounded up to the nanosecond, so that no
/// retry comes earlier than asked. A date that has passed asks for no wait. More seconds
/// than a [`Duration`] holds are [`Duration::MAX`]: a policy's cap decides whether
/// the server asks for too long a wait.
///
/// # Errors
///
/// The value is neither. Without a value to obey, retry as if there was none.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{parse_retry_after, retry};
///
/// struct Response { status: u16, retry_after: Option<String> }
///
/// #[retry(
///     base_delay = "1ms",
///     retry_after = |response: &Response| parse_retry_after(response.retry_after.as_deref()?).ok()
/// )]
/// fn fetch(calls: &mut u32) -> Result<u32, Response> {
///     *calls += 1;
///     if *calls == 1 {
///         return Err(Response { status: 503, retry_after: Some("0".to_owned()) });
///     }
///     Ok(*calls)
/// }
/// assert_eq!(fetch(&mut 0).ok(), Some(2));
/// assert_eq!(parse_retry_after("120"), Ok(Duration::from_secs(120)));
/// assert_eq!(parse_retry_after("0.503"), Ok(Duration::from_millis(503)));
/// assert_eq!(parse_retry_after("Fri, 31 Dec 1999 23:59:59 GMT"), Ok(Duration::ZERO));
/// ```
pub fn parse_retry_after(value: &str) -> Result<Duration, ParseRetryAfterError> {
    parse_retry_after_at(value, SystemTime::now())
}

/// As [`parse_retry_after`], with the time that counts as now: for tests, and
/// for the `Date` header of the same answer, by the server's own clock.
///
/// # Errors
///
/// The value is neither a number of seconds nor a date.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use retry_runtime::parse_retry_after_at;
///
/// let start = SystemTime::UNIX_EPOCH;
/// assert_eq!(
///     parse_retry_after_at("Thu, 01 Jan 1970 00:01:30 GMT", start),
///     Ok(Duration::from_secs(90)),
/// );
/// ```
pub fn parse_retry_after_at(
    value: &str,
    now: SystemTime,
) -> Result<Duration, ParseRetryAfterError> {
    let value = value.trim_matches([' ', '\t']);
    if let Some(delay) = seconds(value) {
        return Ok(delay);
    }
    let date = httpdate::parse_http_date(value).map_err(|_| ParseRetryAfterError)?;
    Ok(date.duration_since(now).unwrap_or_default())
}

/// A decimal number of seconds, rounded up to the nanosecond.
fn seconds(value: &str) -> Option<Duration> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, "0"));
    for digits in [whole, fraction] {
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
    }
    // Digits alone can only fail to be read by being too many.
    let Ok(seconds) = whole.parse() else {
        return Some(Duration::MAX);
    };
    let (first, rest) = fraction.split_at(fraction.len().min(9));
    let nine = first.bytes().chain(core::iter::repeat(b'0')).take(9);
    let nanos = nine.fold(0, |nanos, digit| nanos * 10 + u64::from(digit - b'0'));
    let finer = rest.bytes().any(|digit| digit != b'0');
    let fraction = Duration::from_nanos(nanos + u64::from(finer));
    Some(Duration::from_secs(seconds).saturating_add(fraction))
}
