//! The table of HTTP statuses.

use core::time::Duration;

use crate::Verdict;

/// Returns the verdict on an HTTP response, from its status and the value of its `Retry-After`.
///
/// | status | verdict | source |
/// |---|---|---|
/// | 1xx, 2xx, 3xx | `Stop` | RFC 9110, sections 15.2 to 15.4: no failure |
/// | 408 | `Retry` | RFC 9110, section 15.5.9: the client may repeat the request |
/// | 413 | `Stop`; with `Retry-After`, `RetryAfter` | RFC 9110, section 15.5.14: the header says that the condition is temporary |
/// | 425 | `Retry` | RFC 8470, section 5.2: the client is expected to repeat the request |
/// | 429 | `Retry` | RFC 6585, section 4: too many requests in a given time |
/// | other 4xx | `Stop` | RFC 9110, section 15.5: the request is at fault |
/// | 500 | `Retry` | RFC 9110, section 15.6.1: an unexpected condition |
/// | 502, 503, 504 | `Retry` | RFC 9110, sections 15.6.3 to 15.6.5: a gateway, an overload |
/// | 501, 505 | `Stop` | RFC 9110, sections 15.6.2 and 15.6.6: the server lacks a feature |
/// | 506, 510 | `Stop` | RFC 2295, section 8.1; RFC 2774, section 7: a misconfigured server; a request without a required extension |
/// | 507 | `Stop` | RFC 4918, section 11.5: no space; must not be repeated automatically |
/// | 508 | `Stop` | RFC 5842, section 7.2: an infinite loop |
/// | 511 | `Stop` | RFC 6585, section 6: the user must log in to the network |
/// | other 5xx | as 500 | RFC 9110, section 15: an unknown status counts as the x00 of its class |
/// | all else | as 500 | RFC 9110, section 15: an invalid status counts as a 5xx |
///
/// A `Retry` becomes a `RetryAfter` if the response has a `Retry-After` with a number of seconds,
/// with or without decimals. The feature `retry-after` adds dates. If the value can't be read, the
/// verdict stays `Retry`.
///
/// # Calls that may be made twice
///
/// RFC 9110, section 9.2.2: a client should not repeat a request automatically if its method is not
/// idempotent, unless the client knows that the request is idempotent or was never applied. `GET`,
/// `HEAD`, `OPTIONS`, `TRACE`, `PUT` and `DELETE` are idempotent. `POST` and `PATCH` are not,
/// unless the service takes an idempotency key. The statuses 425 and 429 mean that the request was
/// not handled. After a 408, 500, 502, 503 or 504, it may have been.
///
/// # Disputed statuses
///
/// - **202** with `Retry-After` is `Stop`, since another request could start a second job. If you
///   poll the state of a job, handle 202 before you call this function.
/// - **403** with `Retry-After` is a rate limit at some services, such as GitHub. In the standard,
///   it is a refusal.
/// - **408**: servers also send it when they close an idle connection. In that case, the request
///   was never read.
/// - **409** is `Stop`: the user must resolve the conflict (RFC 9110, section 15.5.10). If your
///   service means "another request is in progress", handle 409 before you call this function.
/// - **421** is `Stop`: the client may repeat the request over a different connection, but a retry
///   does not open one by itself.
/// - **423** and **424** (WebDAV) are `Stop`: locks are held for longer than retries take.
/// - **425**: the client has sent the request as early data of TLS. The next attempt comes after
///   the handshake.
/// - **500** can be a fault that hits every attempt, or one that passes, and the response does not
///   tell which. The policy bounds the attempts.
/// - **507** is a temporary condition by definition, but the definition forbids repeating the
///   request without another action of the user.
/// - **511** is sent by a network that waits for a login, not by the server.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Policy, Verdict, verdicts};
///
/// assert_eq!(verdicts::http(200, None), Verdict::Stop);
/// assert_eq!(verdicts::http(503, None), Verdict::Retry);
/// assert_eq!(verdicts::http(503, Some("2")), Verdict::RetryAfter(Duration::from_secs(2)));
/// assert_eq!(verdicts::http(404, Some("2")), Verdict::Stop);
///
/// let mut statuses = [404, 503, 502].into_iter().rev();
/// let policy = Policy::default();
/// let call = policy.retry(|| Err::<(), u16>(statuses.next().unwrap()));
/// let outcome = call.classify(|status| verdicts::http(*status, None)).sleep(|_| ()).call();
/// assert_eq!(outcome, Err(404));
/// ```
#[must_use]
#[inline]
pub fn http(status: u16, retry_after: Option<&str>) -> Verdict {
    let may_pass = match status {
        100..=499 => matches!(status, 408 | 425 | 429),
        501 | 505..=508 | 510 | 511 => false,
        _ => true,
    };
    match retry_after.and_then(asked) {
        Some(asked) if may_pass || status == 413 => Verdict::RetryAfter(asked),
        _ if may_pass => Verdict::Retry,
        _ => Verdict::Stop,
    }
}

/// The time in a `Retry-After` header.
#[inline]
fn asked(value: &str) -> Option<Duration> {
    #[cfg(feature = "retry-after")]
    return crate::parse_retry_after(value).ok();
    #[cfg(not(feature = "retry-after"))]
    return crate::duration::decimal::seconds(value);
}
