//! Where the report or the picture of a plan goes: written whole or not at all.

use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// As many links in a row as Linux follows.
const LINKS: usize = 40;

/// A place for a report that could be written to when it was looked at.
pub(crate) struct ReportFile {
    /// For messages.
    what: &'static str,
    /// As the user gave it, for messages.
    asked: PathBuf,
    /// Behind symbolic links.
    path: PathBuf,
    /// What stands there: a file to replace, or a pipe, a device or the runner's
    /// own output to write into.
    standing: Option<Metadata>,
}

impl ReportFile {
    /// Looks at the place before the run, so that no run is in vain. Creates the
    /// folders on the way.
    pub(crate) fn at(asked: PathBuf, what: &'static str) -> io::Result<Self> {
        let path = behind_links(&asked);
        let standing = fs::metadata(&path).ok();
        let file = Self {
            what,
            asked,
            path,
            standing,
        };
        match file.check() {
            Ok(()) => Ok(file),
            Err(error) => Err(file.explain(&error)),
        }
    }

    fn check(&self) -> io::Result<()> {
        match &self.standing {
            Some(standing) if standing.is_dir() => {
                Err(io::Error::new(ErrorKind::IsADirectory, "it is a folder"))
            }
            Some(standing) if standing.permissions().readonly() => Err(io::Error::new(
                ErrorKind::PermissionDenied,
                "it is read-only",
            )),
            Some(standing) if !standing.is_file() => Ok(()),
            Some(standing) if own_stream(standing).is_some() => Ok(()),
            None if self.path.is_symlink() => {
                Err(io::Error::other("its symbolic links have no end"))
            }
            _ => {
                fs::create_dir_all(self.folder())?;
                self.temporary().map(drop)
            }
        }
    }

    /// Whether it is a pipe or a device, and no file.
    pub(crate) fn may_wait_for_a_reader(&self) -> bool {
        self.standing
            .as_ref()
            .is_some_and(|standing| !standing.is_file())
    }

    /// Writes the report: to a temporary file beside its place, which then takes
    /// the place.
    pub(crate) fn write(&self, report: &[u8]) -> io::Result<()> {
        self.replace(report).map_err(|error| self.explain(&error))
    }

    fn replace(&self, report: &[u8]) -> io::Result<()> {
        if let Some(mut stream) = self.standing.as_ref().and_then(own_stream) {
            stream.write_all(report)?;
            return stream.flush();
        }
        if self.may_wait_for_a_reader() {
            return OpenOptions::new()
                .write(true)
                .open(&self.path)?
                .write_all(report);
        }
        let mut file = self.temporary()?;
        // Before the first byte: who could not read the last report can't read this.
        if let Some(standing) = &self.standing {
            file.as_file().set_permissions(standing.permissions())?;
        }
        file.write_all(report)?;
        file.as_file().sync_all()?;
        file.persist(&self.path)?;
        Ok(())
    }

    /// As readable as any new file is, where a temporary file is usually for its
    /// owner alone.
    fn temporary(&self) -> io::Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        builder.prefix(".retry_report").tempfile_in(self.folder())
    }

    fn folder(&self) -> &Path {
        match self.path.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        }
    }

    fn explain(&self, error: &io::Error) -> io::Error {
        // The crate that makes the temporary file adds its path, which nobody
        // asked for and which is another every time.
        let cause = error.to_string();
        let cause = cause.split(" at path ").next().unwrap_or(&cause);
        let message = format!(
            "can't write the {} to `{}`: {cause}",
            self.what,
            self.asked.display()
        );
        io::Error::new(error.kind(), message)
    }
}

/// The runner's own standard output or error, if it goes to this very file, as
/// `/dev/stdout` does. In another file's place, all that is written there before
/// and after the report would be lost.
#[cfg(unix)]
fn own_stream(standing: &Metadata) -> Option<Box<dyn Write>> {
    use std::os::fd::{AsFd, BorrowedFd};
    use std::os::unix::fs::MetadataExt;

    let goes_there = |stream: BorrowedFd<'_>| {
        let file = stream.try_clone_to_owned().map(fs::File::from);
        file.and_then(|file| file.metadata())
            .is_ok_and(|file| (file.dev(), file.ino()) == (standing.dev(), standing.ino()))
    };
    if goes_there(io::stdout().as_fd()) {
        Some(Box::new(io::stdout()))
    } else if goes_there(io::stderr().as_fd()) {
        Some(Box::new(io::stderr()))
    } else {
        None
    }
}

#[cfg(not(unix))]
fn own_stream(_: &Metadata) -> Option<Box<dyn Write>> {
    None
}

/// What a symbolic link leads to, so that the link stays; also where nothing
/// stands there yet.
fn behind_links(path: &Path) -> PathBuf {
    let mut path = path.to_path_buf();
    for _ in 0..LINKS {
        if let Ok(path) = fs::canonicalize(&path) {
            return path;
        }
        match (fs::read_link(&path), path.parent()) {
            // A pipe has no path: `/dev/stdout` leads there all the same.
            (Ok(target), Some(parent)) if !path.exists() => path = parent.join(target),
            _ => break,
        }
    }
    path
}
