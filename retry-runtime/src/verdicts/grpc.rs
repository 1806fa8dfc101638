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
/// | 9 `FAILED_PRECONDITION` | `Stop` | not before the state of the system has been fixed |
/// | 10 `ABORTED` | `Retry` | disputed: see below |
/// | 11 `OUT_OF_RANGE`, 12 `UNIMPLEMENTED` | `Stop` | answers about the request |
/// | 13 `INTERNAL` | `Stop` | disputed: see below |
/// | 14 `UNAVAILABLE` | `Retry` | most likely transient, and corrected by a retry with a backoff |
/// | 15 `DATA_LOSS` | `Stop` | unrecoverable |
/// | 16 `UNAUTHENTICATED` | `Stop` | it needs other credentials |
/// | all else | `Stop` | as `UNKNOWN` |
///
/// The source of all rows is the list of [status codes](https://grpc.io/docs/guides/status-codes/),
/// with its rule for servers: `UNAVAILABLE` if the client can retry just the failing call,
/// `ABORTED` if it should retry at a higher level, `FAILED_PRECONDITION` if it should not
/// retry. For the disputed rows, [AIP-194](https://google.aip.dev/194) is the other source.
///
/// A server may ask to wait: by the trailer `grpc-retry-pushback-ms`, which
/// `parse_retry_after_ms` reads, or by `RetryInfo` in the details. The code does not have
/// that time: return `RetryAfter` before you ask this table.
///
/// # Calls that may be made twice
///
/// `UNAVAILABLE` is no promise that the server has seen nothing: retry it only if the call
/// is idempotent. `ABORTED` and `RESOURCE_EXHAUSTED` usually say that the call had no effect.
///
/// # Disputed codes
///
/// - **`UNAVAILABLE`** is the only code that AIP-194 retries for every idempotent call.
/// - **`RESOURCE_EXHAUSTED`** is a server that is out of threads for a moment, a limit
///   of calls as HTTP's 429, a quota of a day, or a message that is too large. The first two
///   pass and are the most frequent. If your service has the others, judge 8 before.
/// - **`ABORTED`** is a lost race. It is to be retried at a higher level: the retried
///   function must be the whole read, change and write. A single write with the old version
///   is aborted again.
/// - **`DEADLINE_EXCEEDED`**: a deadline bounds the call with all its retries, and servers
///   hand it on, so that no attempt after it has time left. If each of your attempts has a
///   deadline of its own, judge 4 as `Retry` before, as an
///   [`AttemptTimeout`](crate::AttemptTimeout) is.
/// - **`UNKNOWN`** is usually an exception in the server, and may stand for anything.
/// - **`INTERNAL`** is a broken invariant. HTTP's 500 is retried because HTTP servers have no
///   other word for a fault that passes; gRPC servers have `UNAVAILABLE`.
///
/// ```
/// use retry_runtime::{Verdict, verdicts};
///
/// /// Of a service that gives each attempt a deadline.
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
pub fn grpc(code: i32) -> Verdict {
    match code {
        8 | 10 | 14 => Verdict::Retry,
        _ => Verdict::Stop,
    }
}
