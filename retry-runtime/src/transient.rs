//! The I/O errors that a retry can get past.

use core::error;
use std::io::{Error, ErrorKind};

use crate::AttemptTimeout;

/// Returns whether an I/O error may be gone at the next attempt. It fits `when = is_transient`.
///
/// | kinds | why |
/// |---|---|
/// | `ConnectionRefused`, `ConnectionReset`, `ConnectionAborted`, `NotConnected`, `BrokenPipe`, `UnexpectedEof` | the other side is restarting, or dropped this connection; a new connection may work |
/// | `HostUnreachable`, `NetworkUnreachable`, `NetworkDown` | routes come back |
/// | `TimedOut`, `Interrupted`, `WouldBlock` | there was no answer yet |
/// | `ResourceBusy`, `ExecutableFileBusy`, `AddrInUse` | another process uses the resource at the moment |
/// | `StaleNetworkFileHandle` | a remote file system has been mounted again |
/// | `Other`, the kind of [`Error::other`] | only if the error inside [has a transient cause](has_transient_cause) |
///
/// All other kinds are about the request itself, such as `NotFound`, `PermissionDenied` or
/// `InvalidData`, or about a resource that does not come back by itself, such as `StorageFull`.
///
/// An error does not tell whether its operation may be repeated. After `ConnectionReset`, for
/// example, a write may have been done.
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
#[inline]
pub fn is_transient(error: &Error) -> bool {
    let inner = error.get_ref().filter(|_| error.kind() == ErrorKind::Other);
    is_transient_kind(error.kind()) || inner.is_some_and(|inner| has_transient_cause(inner))
}

/// Returns whether an error, or any error in its chain of sources, may be gone at the next attempt:
/// an [`io::Error`](Error) of a [transient](is_transient) kind, or an [`AttemptTimeout`]. Use it
/// for boxed errors, `anyhow` and enums of `thiserror`.
///
/// The error inside an `io::Error` counts as its source. A cause outside the chain is not found:
/// [the guide](crate::guide::verdicts) says how causes get lost.
///
/// ```
/// use std::error::Error;
/// use std::io::{self, ErrorKind};
/// use retry_runtime::{has_transient_cause, retry};
///
/// #[retry(max = 2, base_delay = "1ms", when = |error| has_transient_cause(&**error))]
/// fn port(read: &mut impl FnMut() -> io::Result<String>) -> Result<u16, Box<dyn Error>> {
///     let text = read().map_err(io::Error::other)?;
///     Ok(text.parse()?)
/// }
///
/// let mut answers = vec![Ok("80".to_owned()), Err(ErrorKind::ConnectionReset.into())];
/// assert_eq!(port(&mut || answers.pop().unwrap()).unwrap(), 80);
///
/// // No retry makes a number of it.
/// let mut attempts = 0;
/// assert!(port(&mut || { attempts += 1; Ok("http".to_owned()) }).is_err());
/// assert_eq!(attempts, 1);
/// ```
#[must_use]
#[inline]
pub fn has_transient_cause(error: &(dyn error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        next = match error.downcast_ref::<Error>() {
            Some(error) if is_transient_kind(error.kind()) => return true,
            // The `source` of an I/O error skips the error inside, which must be checked too.
            Some(error) => error.get_ref().map(|inner| inner as _),
            None if error.is::<AttemptTimeout>() => return true,
            None => error.source(),
        };
    }
    false
}

const fn is_transient_kind(kind: ErrorKind) -> bool {
    matches!(
        kind,
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
