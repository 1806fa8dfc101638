//! The place of the report, or of the picture of a plan: a file that is written completely or not
//! at all, a pipe, a device, or standard output.

use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::output;

/// The longest chain of symbolic links that Linux follows.
const LINKS: usize = 40;

/// A place for a report. It could be written when it was checked.
pub(crate) struct ReportFile {
    /// The noun for messages.
    what: &'static str,
    /// The place as the user gave it, for messages.
    asked: PathBuf,
    /// The path after all symbolic links.
    path: PathBuf,
    /// The existing file to replace, or the existing pipe, device or output of the runner to write
    /// into.
    standing: Option<Metadata>,
}

/// The name for standard output.
pub(crate) const STDOUT: &str = "-";

impl ReportFile {
    /// Checks the place before the run, so that the run is not wasted. Creates missing folders.
    pub(crate) fn at(asked: PathBuf, what: &'static str) -> io::Result<Self> {
        let path = behind_links(&asked);
        let standing = fs::metadata(&path).ok();
        let file = Self {
            what,
            asked,
            path,
            standing,
        };
        if file.is_stdout() {
            return Ok(file);
        }
        match file.check() {
            Ok(()) => Ok(file),
            Err(error) => Err(file.explain(&error)),
        }
    }

    fn check(&self) -> io::Result<()> {
        if names_a_folder(&self.asked) {
            return Err(io::Error::new(ErrorKind::IsADirectory, "it names a folder"));
        }
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
                Err(io::Error::other("its symbolic links form a loop"))
            }
            _ => {
                fs::create_dir_all(self.folder())?;
                // The name may be too long.
                if let Err(error) = fs::symlink_metadata(&self.path)
                    && error.kind() != ErrorKind::NotFound
                {
                    return Err(error);
                }
                let temporary = self.temporary()?;
                match &self.standing {
                    Some(standing) => may_be_written(&self.path, standing, &temporary),
                    None => Ok(()),
                }
            }
        }
    }

    pub(crate) fn is_stdout(&self) -> bool {
        self.asked == Path::new(STDOUT)
    }

    /// Returns whether the place is standard output, a pipe or a device, and not a file.
    pub(crate) fn may_wait_for_a_reader(&self) -> bool {
        let standing = self.standing.as_ref();
        self.is_stdout() || standing.is_some_and(|standing| !standing.is_file())
    }

    /// Writes the report to a temporary file beside its place, and then renames that file. A file
    /// that can't be replaced is written in place, such as a file that is mounted into a container.
    pub(crate) fn write(&self, report: &[u8]) -> io::Result<()> {
        self.replace(report).map_err(|error| self.explain(&error))
    }

    fn replace(&self, report: &[u8]) -> io::Result<()> {
        if self.is_stdout() {
            return output::write(report);
        }
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
        // The mode is set before the first byte is written: users that could not read the last
        // report must not read this report.
        if let Some(standing) = &self.standing {
            file.as_file().set_permissions(standing.permissions())?;
        }
        file.write_all(report)?;
        file.as_file().sync_all()?;
        match file.persist(&self.path) {
            // The file is opened without creating it, because Linux refuses to create over another
            // user's file.
            Err(_) if self.standing.is_some() => OpenOptions::new()
                .write(true)
                .truncate(true)
                .open(&self.path)?
                .write_all(report),
            persisted => Ok(persisted.map(drop)?),
        }
    }

    /// Creates a temporary file with the mode of any new file. Otherwise, only its owner could read
    /// it.
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
        // The crate that creates the temporary file adds the file's path to errors. The path
        // differs each time.
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

/// Returns whether the name can only be that of a folder.
fn names_a_folder(path: &Path) -> bool {
    let name = path.as_os_str().as_encoded_bytes();
    path.file_name().is_none() || name.ends_with(b"/") || name.ends_with(b"/.")
}

/// Checks that a file can be replaced or else written in place. An immutable file can't be written,
/// nor can a file on a read-only mount. In a folder with the sticky bit, a file of another user
/// can't be replaced.
#[cfg(unix)]
fn may_be_written(path: &Path, standing: &Metadata, own: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;

    use nix::errno::Errno;

    let errno = |error: &io::Error| Errno::from_raw(error.raw_os_error().unwrap_or(0));
    let own = own.as_file().metadata()?.uid();
    let folder = path.parent().map(fs::metadata).transpose()?;
    let stays = folder.is_some_and(|folder| {
        folder.mode() & 0o1000 != 0 && own != 0 && own != folder.uid() && own != standing.uid()
    });
    match OpenOptions::new().write(true).open(path) {
        Err(error) if stays || matches!(errno(&error), Errno::EPERM | Errno::EROFS) => Err(error),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn may_be_written(_: &Path, _: &Metadata, _: &NamedTempFile) -> io::Result<()> {
    Ok(())
}

/// The runner's own standard output or error, if it goes to this file, as `/dev/stdout` does. If
/// the file were replaced, all other output of the runner would be lost.
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

/// The target of a symbolic link, which may not exist yet. By writing to the target, the link is
/// kept.
fn behind_links(path: &Path) -> PathBuf {
    let mut path = path.to_path_buf();
    for _ in 0..LINKS {
        if let Ok(path) = fs::canonicalize(&path) {
            return path;
        }
        match (fs::read_link(&path), path.parent()) {
            // A pipe has no path, but `/dev/stdout` leads to it.
            (Ok(target), Some(parent)) if !path.exists() => path = parent.join(target),
            _ => break,
        }
    }
    path
}
