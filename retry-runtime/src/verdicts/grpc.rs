//! The table of gRPC status codes.

use crate::Verdict;

/// Returns the verdict on a gRPC status code. With tonic, it is `status.code() as i32`.
///
/// | code | verdict | why |
/// |---|---|---|
/// | 0 `OK` | `Stop` | a success |
/// | 1 `CANCELLED` | `Stop` | the caller wants no answer |
/// | 2 `UNKNOWN` | `Stop` | disputed: see below |
/// | 3 `INVALID_ARGUMENT` | `Stop` | the request is wrong in any state of the system |
/// | 4 `DEADLINE_EXCEEDED` | `Stop` | disputed: see below |
/// | 5 `NOT_FOUND`, 6 `ALREADY_EXISTS`, 7 `PERMISSION_DENIED` | `Stop` | answers about the request |
/// | 8 `RESOURCE_EXHAUSTED` | `Retry` | disputed: see below |
/// | 9 `FAILED_PRECONDITION` | `Stop` | the state of the system must be fixed first |
/// | 10 `ABORTED` | `Retry` | disputed: see below |
/// | 11 `OUT_OF_RANGE`, 12 `UNIMPLEMENTED` | `Stop` | answers about the request |
/// | 13 `INTERNAL` | `Stop` | disputed: see below |
/// | 14 `UNAVAILABLE` | `Retry` | most likely transient, and corrected by a retry with a backoff |
/// | 15 `DATA_LOSS` | `Stop` | unrecoverable |
/// | 16 `UNAUTHENTICATED` | `Stop` | the call needs other credentials |
/// | all else | `Stop` | as `UNKNOWN` |
///
/// The source of all rows is the list of [status codes](https://grpc.io/docs/guides/status-codes/).
/// It tells servers to send `UNAVAILABLE` if the client can retry just the failing call, `ABORTED`
/// if it should retry at a higher level, and `FAILED_PRECONDITION` if it should not retry. The
/// other source of the disputed rows is [AIP-194](https://google.aip.dev/194).
///
/// A server may ask the client to wait, by the trailer `grpc-retry-pushback-ms`, which
/// `parse_retry_after_ms` reads, or by `RetryInfo` in the details. The status code doesn't contain
/// that time: check for it first, and return `RetryAfter`.
///
/// # Calls that may be made twice
///
/// `UNAVAILABLE` does not promise that the server has seen nothing. Retry it only if the call is
/// idempotent. `ABORTED` and `RESOURCE_EXHAUSTED` usually mean that the call had no effect.
///
/// # Disputed codes
///
/// - **`UNAVAILABLE`** is the only code that AIP-194 retries for every idempotent call.
/// - **`RESOURCE_EXHAUSTED`** can be a server that is out of threads for a moment, a rate limit
///   like HTTP's 429, a daily quota, or a message that is too large. The first two pass, and are
///   the most frequent. If your service has the others, handle code 8 before you call this
///   function.
/// - **`ABORTED`** is a lost race, to be retried at a higher level. The retried function must be
///   the whole read, change and write, because a single write with the old version is aborted
///   again.
/// - **`DEADLINE_EXCEEDED`**: a deadline bounds the call with all its retries, and servers pass it
///   on, so that an attempt after the deadline has no time left. If each of your attempts has a
///   deadline of its own, return `Retry` for code 4 before you call this function, as for an
///   [`AttemptTimeout`](crate::AttemptTimeout).
/// - **`UNKNOWN`** is usually an exception in the server, and can mean anything.
/// - **`INTERNAL`** is a broken invariant. HTTP's 500 is retried because HTTP servers have no other
///   code for a fault that passes. gRPC servers have `UNAVAILABLE`.
///
/// ```
/// use retry_runtime::{Verdict, verdicts};
///
/// /// The verdicts for a service that gives each attempt a deadline.
/// fn judge(code: &i32) -> Verdict {
///     match *code {
///         4 => Verdict::Retry,
///         code => verdicts::grpc(code),
///     }
/// }
///
/// assert_eq!(judge(&14), Verdict::Retry);
/// assert_eq!(judge(&4), Verdict::Retry);
/// assert_eq!(judge(&5), Verdict::Stop);
/// assert_eq!(verdicts::grpc(0), Verdict::Stop);
/// ```
#[must_use]
#[inline]
pub fn grpc(code: i32) -> Verdict {
    match code {
        8 | 10 | 14 => Verdict::Retry,
        _ => Verdict::Stop,
    }
}
