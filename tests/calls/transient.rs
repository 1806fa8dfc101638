//! Which errors of input and output a retry can mend.

use std::io::{Error, ErrorKind};
use std::time::Duration;

use retry_runtime::{AttemptTimeout, Policy, is_transient};

/// Every kind of Rust 1.85, as its documentation lists them, with why.
const KINDS: [(ErrorKind, bool); 38] = [
    (ErrorKind::NotFound, false),
    (ErrorKind::PermissionDenied, false),
    (ErrorKind::ConnectionRefused, true),
    (ErrorKind::ConnectionReset, true),
    (ErrorKind::HostUnreachable, true),
    (ErrorKind::NetworkUnreachable, true),
    (ErrorKind::ConnectionAborted, true),
    (ErrorKind::NotConnected, true),
    (ErrorKind::AddrInUse, true),
    // An address that is not this machine's.
    (ErrorKind::AddrNotAvailable, false),
    (ErrorKind::NetworkDown, true),
    (ErrorKind::BrokenPipe, true),
    (ErrorKind::AlreadyExists, false),
    (ErrorKind::WouldBlock, true),
    (ErrorKind::NotADirectory, false),
    (ErrorKind::IsADirectory, false),
    (ErrorKind::DirectoryNotEmpty, false),
    (ErrorKind::ReadOnlyFilesystem, false),
    (ErrorKind::StaleNetworkFileHandle, true),
    (ErrorKind::InvalidInput, false),
    (ErrorKind::InvalidData, false),
    (ErrorKind::TimedOut, true),
    // A writer that takes nothing takes nothing the next time.
    (ErrorKind::WriteZero, false),
    (ErrorKind::StorageFull, false),
    (ErrorKind::NotSeekable, false),
    (ErrorKind::QuotaExceeded, false),
    (ErrorKind::FileTooLarge, false),
    (ErrorKind::ResourceBusy, true),
    (ErrorKind::ExecutableFileBusy, true),
    // The locks that it would take are still held: the caller must give up one.
    (ErrorKind::Deadlock, false),
    (ErrorKind::CrossesDevices, false),
    (ErrorKind::TooManyLinks, false),
    (ErrorKind::ArgumentListTooLong, false),
    (ErrorKind::Interrupted, true),
    (ErrorKind::Unsupported, false),
    (ErrorKind::UnexpectedEof, true),
    (ErrorKind::OutOfMemory, false),
    (ErrorKind::Other, false),
];

#[test]
fn every_kind_is_judged() {
    for (kind, transient) in KINDS {
        assert_eq!(is_transient(&kind.into()), transient, "{kind:?}");
        assert_eq!(
            is_transient(&Error::new(kind, "wrapped")),
            transient,
            "{kind:?}"
        );
    }
    let transient = KINDS.iter().filter(|(_, transient)| *transient).count();
    assert_eq!(transient, 16);
}

#[test]
fn an_attempt_that_timed_out_is_transient() {
    let outcome: Result<(), Error> = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap()
        .block_on(
            Policy::default()
                .retry_async(async || std::future::pending().await)
                .attempt_timeout(Duration::from_secs(1))
                .call(),
        );
    let error = outcome.unwrap_err();
    assert!(is_transient(&error));
    assert!(error.get_ref().unwrap().is::<AttemptTimeout>());
}

/// Real errors of the system, not made ones.
#[cfg(unix)]
#[test]
fn a_refused_connection_is_retried_and_a_missing_file_is_not() {
    use std::io::Read;
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::path::Path;

    use retry_runtime::retry;

    #[retry(max = 2, base_delay = "1ms", when = is_transient)]
    fn connect(socket: &Path, attempts: &mut u32) -> std::io::Result<UnixStream> {
        *attempts += 1;
        UnixStream::connect(socket)
    }

    #[retry(max = 2, base_delay = "1ms", when = is_transient)]
    fn read(path: &Path, attempts: &mut u32) -> std::io::Result<String> {
        *attempts += 1;
        let mut text = String::new();
        std::fs::File::open(path)?.read_to_string(&mut text)?;
        Ok(text)
    }

    // A socket that nobody listens at any more.
    let socket = std::env::temp_dir().join(format!("retry-{}.socket", std::process::id()));
    drop(UnixListener::bind(&socket).unwrap());
    let mut attempts = 0;
    let refused = connect(&socket, &mut attempts).unwrap_err();
    std::fs::remove_file(&socket).unwrap();
    assert_eq!(
        (refused.kind(), attempts),
        (ErrorKind::ConnectionRefused, 3)
    );

    let mut attempts = 0;
    let missing = read(&socket, &mut attempts).unwrap_err();
    assert_eq!((missing.kind(), attempts), (ErrorKind::NotFound, 1));
}
