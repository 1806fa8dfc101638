//! Which errors of input and output a retry can mend.

use std::io::{Error, ErrorKind};

/// Whether an error of input or output may be gone at the next attempt, for
/// `when = is_transient`.
///
/// | kinds | why |
/// |---|---|
/// | `ConnectionRefused`, `ConnectionReset`, `ConnectionAborted`, `NotConnected`, `BrokenPipe`, `UnexpectedEof` | the other side is restarting, or dropped this connection: a new one may hold |
/// | `HostUnreachable`, `NetworkUnreachable`, `NetworkDown` | routes come back |
/// | `TimedOut`, `Interrupted`, `WouldBlock` | there was no answer yet |
/// | `ResourceBusy`, `ExecutableFileBusy`, `AddrInUse` | someone else has it at the moment |
/// | `StaleNetworkFileHandle` | a remote file system has been mounted anew |
///
/// All others say something about the request itself, such as `NotFound`,
/// `PermissionDenied` or `InvalidData`, or about a resource that does not come
/// back by itself, such as `StorageFull`. Whether an operation may be repeated
/// at all is not in its error: after `ConnectionReset` a write may have been
/// done.
///
/// ```
/// use std::io::{Error, ErrorKind, Result};
/// use retry_runtime::{is_transient, retry};
///
/// #[retry(max = 3, base_delay = "1ms", when = is_transient)]
/// fn connect(calls: &mut u32) -> Result<()> {
///     *calls += 1;
///     Err(if *calls == 1 { ErrorKind::ConnectionRefused } else { ErrorKind::PermissionDenied }.into())
/// }
///
/// let mut calls = 0;
/// assert_eq!(connect(&mut calls).unwrap_err().kind(), ErrorKind::PermissionDenied);
/// assert_eq!(calls, 2);
/// ```
#[must_use]
pub fn is_transient(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionRefused
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::NotConnected
            | ErrorKind::BrokenPipe
            | ErrorKind::UnexpectedEof
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::TimedOut
            | ErrorKind::Interrupted
            | ErrorKind::WouldBlock
            | ErrorKind::ResourceBusy
            | ErrorKind::ExecutableFileBusy
            | ErrorKind::AddrInUse
            | ErrorKind::StaleNetworkFileHandle
    )
}
