//! I/O errors that a retry can mend.

use std::io::{Error, ErrorKind};
use std::time::Duration;

use anyhow::Context;
use retry_runtime::{AttemptTimeout, Policy, has_transient_cause, is_transient, retry};

/// Every error kind of Rust 1.85, as its documentation lists them, with the reason.
pub(crate) const KINDS: [(ErrorKind, bool); 38] = [
    (ErrorKind::NotFound, false),
    (ErrorKind::PermissionDenied, false),
    (ErrorKind::ConnectionRefused, true),
    (ErrorKind::ConnectionReset, true),
    (ErrorKind::HostUnreachable, true),
    (ErrorKind::NetworkUnreachable, true),
    (ErrorKind::ConnectionAborted, true),
    (ErrorKind::NotConnected, true),
    (ErrorKind::AddrInUse, true),
    // The address is assigned to another machine.
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
    // A writer that accepts no bytes will accept none at the next attempt.
    (ErrorKind::WriteZero, false),
    (ErrorKind::StorageFull, false),
    (ErrorKind::NotSeekable, false),
    (ErrorKind::QuotaExceeded, false),
    (ErrorKind::FileTooLarge, false),
    (ErrorKind::ResourceBusy, true),
    (ErrorKind::ExecutableFileBusy, true),
    // The locks of both sides are still held: the caller must release one.
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
fn every_io_error_kind_is_judged() {
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

const RESET: ErrorKind = ErrorKind::ConnectionReset;

#[test]
fn an_error_of_kind_other_is_judged_by_the_error_that_it_wraps() {
    for (kind, transient) in KINDS {
        let wrapped = Error::other(Error::from(kind));
        assert_eq!(is_transient(&wrapped), transient, "{kind:?}");
        let twice = Error::other(wrapped);
        assert_eq!(is_transient(&twice), transient, "{kind:?}");
        let boxed: Box<dyn std::error::Error + Send + Sync> = Box::new(twice);
        assert_eq!(is_transient(&Error::other(boxed)), transient, "{kind:?}");
    }
    // A kind other than `Other` decides by itself: the inner error doesn't count.
    let denied = Error::new(ErrorKind::PermissionDenied, Error::from(RESET));
    assert!(!is_transient(&denied));
    assert!(!is_transient(&Error::other("a text")));
}

#[derive(Debug, thiserror::Error)]
enum LoadError {
    #[error("can't read")]
    Read(#[from] Error),
    #[error("can't load")]
    Deep(#[source] Box<LoadError>),
    #[error("no answer")]
    Late(#[from] AttemptTimeout),
    #[error(transparent)]
    Transparent(Error),
    #[error("no number")]
    Number(#[from] std::num::ParseIntError),
}

#[test]
fn a_transient_cause_is_found_anywhere_in_the_chain() {
    type Error = Box<dyn std::error::Error + Send + Sync>;

    let io = || std::io::Error::from(RESET);
    let read = || LoadError::from(io());
    let deep = || LoadError::Deep(Box::new(read()));
    let other = |error: LoadError| std::io::Error::other(error);
    let found: [(&str, Error); 8] = [
        ("itself", io().into()),
        ("a source", read().into()),
        ("a source's source", deep().into()),
        (
            "inside `io::Error::other`",
            std::io::Error::other(io()).into(),
        ),
        ("a source inside `io::Error::other`", other(deep()).into()),
        (
            "inside an error of another kind",
            std::io::Error::new(ErrorKind::InvalidData, io()).into(),
        ),
        (
            "inside `io::Error::other` within `thiserror`",
            LoadError::from(other(read())).into(),
        ),
        (
            "under contexts of `anyhow`",
            anyhow::Error::new(deep()).context("a").context("b").into(),
        ),
    ];
    assert!(has_transient_cause(&*anyhow::Error::new(io())));
    for (place, error) in &found {
        assert!(has_transient_cause(&**error), "{place}");
    }
    let missing = || LoadError::from(std::io::Error::from(ErrorKind::NotFound));
    let number = || "http".parse::<u16>().unwrap_err();
    let not_found: [(&str, Error); 7] = [
        ("of another kind", missing().into()),
        ("inside", other(missing()).into()),
        (
            "no error of input or output",
            LoadError::from(number()).into(),
        ),
        (
            "under a context",
            anyhow::Error::new(missing()).context("a").into(),
        ),
        ("a text", io().to_string().into()),
        // The wrapper forwards to the sources of its cause, as the guide says.
        (
            "hidden by a box of `anyhow`",
            anyhow::Error::new(io()).into(),
        ),
        ("hidden by a wrapper", LoadError::Transparent(io()).into()),
    ];
    for (place, error) in &not_found {
        assert!(!has_transient_cause(&**error), "{place}");
    }
}

/// `downcast_ref` alone would miss the cause, because it does not look at the sources.
#[test]
fn an_anyhow_error_with_a_transient_source_is_retried() {
    #[retry(max = 2, base_delay = "1ms", when = |error| has_transient_cause(&**error))]
    fn load(kind: ErrorKind, attempts: &mut u32) -> anyhow::Result<u16> {
        *attempts += 1;
        let read = || Err::<String, _>(LoadError::from(Error::other(Error::from(kind))));
        Ok(read().context("no configuration")?.parse()?)
    }

    for (kind, expected) in [(RESET, 3), (ErrorKind::NotFound, 1)] {
        let mut attempts = 0;
        let error = load(kind, &mut attempts).unwrap_err();
        assert!(error.downcast_ref::<Error>().is_none());
        assert_eq!(attempts, expected, "{kind:?}");
    }
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
    let timeout = error.get_ref().unwrap().downcast_ref::<AttemptTimeout>();
    let timeout = *timeout.unwrap();
    assert!(has_transient_cause(&timeout));
    assert!(has_transient_cause(&LoadError::from(timeout)));
    assert!(is_transient(&Error::other(timeout)));
}

/// Tests errors that the operating system returns.
#[cfg(unix)]
#[test]
fn a_refused_connection_is_retried_and_a_missing_file_is_not() {
    use std::io::Read;
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::path::Path;

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

    // A closed socket.
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
