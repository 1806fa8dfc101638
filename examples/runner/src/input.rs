//! Standard input, given anew to each attempt.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Seek, SeekFrom, Write};
use std::process::Stdio;
use std::time::Duration;

use tempfile::SpooledTempFile;
use tokio::io::{AsyncReadExt, AsyncWriteExt, Stdin};
use tokio::process::ChildStdin;
use tokio::time::sleep;

/// Input from a pipe is kept in memory up to here, then in a temporary file.
pub(crate) const IN_MEMORY: usize = 1024 * 1024;

/// The pause between two looks at a non-blocking pipe that is empty.
const LOOK: Duration = Duration::from_millis(5);

/// The source of the attempts' input.
#[cfg_attr(
    not(unix),
    expect(dead_code, reason = "elsewhere a file is kept as a pipe is")
)]
pub(crate) enum Input {
    /// A pipe or a socket: kept while it is read, and read no faster than the
    /// command does.
    Kept(Box<Kept>),
    /// A file, which each attempt reads from the place at which the first began.
    File { file: File, start: u64 },
    /// A device, which has no beginning to go back to.
    Device,
    /// A terminal stays the runner's: a command in a group of its own can't read
    /// from it.
    Terminal,
}

/// The input read so far, to be read again.
pub(crate) struct Kept {
    source: Stdin,
    start: SpooledTempFile,
    has_ended: bool,
}

impl Input {
    /// Looks at the runner's own standard input.
    pub(crate) fn of_this_process() -> Self {
        if io::stdin().is_terminal() {
            return Self::Terminal;
        }
        platform::file_or_device().unwrap_or_else(|| {
            Self::Kept(Box::new(Kept {
                source: tokio::io::stdin(),
                start: SpooledTempFile::new(IN_MEMORY),
                has_ended: false,
            }))
        })
    }

    /// The standard input of the next attempt.
    pub(crate) fn stdio(&mut self) -> io::Result<Stdio> {
        Ok(match self {
            Self::Kept(_) => Stdio::piped(),
            Self::File { file, start } => {
                file.seek(SeekFrom::Start(*start))?;
                file.try_clone()?.into()
            }
            Self::Device => Stdio::inherit(),
            Self::Terminal => Stdio::null(),
        })
    }

    /// Feeds the attempt until the input has ended or the command wants no more.
    /// May be dropped at any time: the input that was read is kept.
    pub(crate) async fn feed(&mut self, to: Option<ChildStdin>) -> io::Result<()> {
        match (self, to) {
            (Self::Kept(kept), Some(to)) => kept.feed(to).await,
            _ => Ok(()),
        }
    }
}

impl Kept {
    async fn feed(&mut self, mut to: ChildStdin) -> io::Result<()> {
        let mut chunk = vec![0; 8192];
        self.start.rewind()?;
        loop {
            let len = match self.start.read(&mut chunk)? {
                0 if self.has_ended => return Ok(()),
                0 => match self.read(&mut chunk).await? {
                    0 => {
                        self.has_ended = true;
                        return Ok(());
                    }
                    len => {
                        self.start.write_all(&chunk[..len])?;
                        len
                    }
                },
                len => len,
            };
            // A command may close its input before the end.
            if to.write_all(&chunk[..len]).await.is_err() {
                return Ok(());
            }
        }
    }

    /// Reads on, also from a pipe that another process has made non-blocking: such a
    /// pipe is read again after a while.
    async fn read(&mut self, chunk: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.source.read(chunk).await {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => sleep(LOOK).await,
                read => return read,
            }
        }
    }
}

#[cfg(unix)]
mod platform {
    use std::fs::File;
    use std::io::{self, Seek};
    use std::os::fd::AsFd;
    use std::os::unix::fs::FileTypeExt;

    use super::Input;

    pub(super) fn file_or_device() -> Option<Input> {
        let file = File::from(io::stdin().as_fd().try_clone_to_owned().ok()?);
        let kind = file.metadata().ok()?.file_type();
        if kind.is_file() {
            let start = (&file).stream_position().ok()?;
            Some(Input::File { file, start })
        } else if kind.is_char_device() {
            Some(Input::Device)
        } else {
            None
        }
    }
}

#[cfg(not(unix))]
mod platform {
    pub(super) fn file_or_device() -> Option<super::Input> {
        None
    }
}
