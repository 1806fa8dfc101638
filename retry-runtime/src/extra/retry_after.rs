//! HTTP headers that say when to come back (pushback).

use core::time::Duration;
use std::time::SystemTime;

use crate::platform;

use crate::duration::decimal::{SPACE, millis, seconds};
use crate::errors::message;

/// A text that is not a valid value of `Retry-After`.
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

/// Reads the value of an HTTP `Retry-After` header (RFC 9110, section 10.2.3): how long to wait
/// from now.
///
/// The value is a number of seconds, or a date in one of the three formats of RFC 9110, section
/// 5.6.7.
///
/// - The number may have decimals, which many servers send. They are rounded up to the nanosecond,
///   so that no retry comes earlier than asked. More seconds than a [`Duration`] holds are
///   [`Duration::MAX`]: a policy's cap decides whether the server asks for too long a wait.
/// - The date must be in 1970 or later, and can't be a leap second. A date in the past asks for no
///   wait.
///
/// # Errors
///
/// If the value is neither a number of seconds nor a date. Then retry as if the response had no
/// `Retry-After`.
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
    parse_retry_after_at(value, platform::system_time())
}

/// Like [`parse_retry_after`], with `now` as the current time. Use it in tests, or pass the `Date`
/// header of the same response, which is the time of the server's own clock.
///
/// # Errors
///
/// If the value is neither a number of seconds nor a date.
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
    if let Some(delay) = seconds(value) {
        return Ok(delay);
    }
    let date =
        httpdate::parse_http_date(value.trim_matches(SPACE)).map_err(|_| ParseRetryAfterError)?;
    Ok(date.duration_since(now).unwrap_or_default())
}

/// Reads the value of a `Retry-After-Ms` header: how long to wait from now, in milliseconds. Azure
/// and services that follow it send this header, also as `x-ms-retry-after-ms`. If a response has
/// both this header and `Retry-After`, use this one, which is more precise.
///
/// The number may have decimals, which are rounded up to the nanosecond. Returns `None` if the
/// value is not such a number. Then look for `Retry-After`.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Verdict, parse_retry_after, parse_retry_after_ms};
///
/// struct Throttled { retry_after_ms: Option<String>, retry_after: Option<String> }
///
/// fn verdict(response: &Throttled) -> Verdict {
///     let millis = response.retry_after_ms.as_deref().and_then(parse_retry_after_ms);
///     let seconds = || parse_retry_after(response.retry_after.as_deref()?).ok();
///     millis.or_else(seconds).map_or(Verdict::Retry, Verdict::RetryAfter)
/// }
///
/// let (retry_after_ms, retry_after) = (Some("1250".to_owned()), Some("2".to_owned()));
/// let response = Throttled { retry_after_ms, retry_after };
/// assert_eq!(verdict(&response), Verdict::RetryAfter(Duration::from_millis(1250)));
/// assert_eq!(parse_retry_after_ms("soon"), None);
/// ```
#[must_use]
pub fn parse_retry_after_ms(value: &str) -> Option<Duration> {
    millis(value)
}

/// Reads the value of a header such as `RateLimit-Reset` or `X-RateLimit-Reset`: the time from
/// `now` until the rate limit is reset.
///
/// The header has no standard, so its number has one of three meanings. The size of the
/// number tells them apart:
///
/// | number | meaning | sent by, for example |
/// |---|---|---|
/// | below 1,000,000,000 (31 years) | seconds from now | drafts of `RateLimit-Reset`, Reddit |
/// | below 100,000,000,000 | seconds since 1970: a time from 2001 to 5138 | GitHub |
/// | 100,000,000,000 and above | milliseconds since 1970: a time from 1973 on | Linear |
///
/// The number may have decimals. A time in the past asks for no wait. A time later than a
/// [`SystemTime`] holds is [`Duration::MAX`]. Returns `None` if the value is not a number.
///
/// Read this header only after a refusal, such as status 429, because successful responses usually
/// have it too. If the client's clock is wrong, a time since 1970 gives a wrong wait. To avoid
/// that, pass the `Date` header of the same response as `now`, which is the time of the server's
/// own clock.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use retry_runtime::{Verdict, parse_rate_limit_reset};
///
/// struct Answer { status: u16, reset: Option<String> }
///
/// fn verdict(answer: &Answer, now: SystemTime) -> Verdict {
///     let reset = || parse_rate_limit_reset(answer.reset.as_deref()?, now);
///     match answer.status {
///         403 | 429 => reset().map_or(Verdict::Retry, Verdict::RetryAfter),
///         _ => Verdict::Stop,
///     }
/// }
///
/// let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
/// for reset in ["60", "1800000060", "1800000060000"] {
///     let answer = Answer { status: 429, reset: Some(reset.to_owned()) };
///     assert_eq!(verdict(&answer, now), Verdict::RetryAfter(Duration::from_secs(60)));
/// }
/// assert_eq!(parse_rate_limit_reset("in a minute", now), None);
/// ```
#[must_use]
pub fn parse_rate_limit_reset(value: &str, now: SystemTime) -> Option<Duration> {
    let number = seconds(value)?;
    let since_1970 = match number.as_secs() {
        ..LEAST_SECONDS_SINCE_1970 => return Some(number),
        LEAST_SECONDS_SINCE_1970..LEAST_MILLIS_SINCE_1970 => number,
        LEAST_MILLIS_SINCE_1970.. => millis(value)?,
    };
    let Some(reset) = SystemTime::UNIX_EPOCH.checked_add(since_1970) else {
        return Some(Duration::MAX);
    };
    Some(reset.duration_since(now).unwrap_or_default())
}

const LEAST_SECONDS_SINCE_1970: u64 = 1_000_000_000;
const LEAST_MILLIS_SINCE_1970: u64 = 100_000_000_000;
