//! Standard input, which each attempt reads from its start.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Seek, SeekFrom, Write};
use std::process::Stdio;
use std::time::Duration;

use tempfile::SpooledTempFile;
use tokio::io::{AsyncReadExt, AsyncWriteExt, Stdin};
use tokio::process::ChildStdin;
use tokio::time::sleep;

/// The size up to which input from a pipe is kept in memory. Longer input goes to a temporary file.
pub(crate) const IN_MEMORY: usize = 1024 * 1024;

/// The pause between two reads of a non-blocking pipe that is empty.
const LOOK: Duration = Duration::from_millis(5);

/// The source of the attempts' input.
#[cfg_attr(
    not(unix),
    expect(dead_code, reason = "elsewhere a file is kept as a pipe is")
)]
pub(crate) enum Input {
    /// A pipe or a socket. Its content is kept while it is read, and it is read no faster than the
    /// command reads.
    Kept(Box<Kept>),
    /// A file. Each attempt reads from the position at which the first attempt began.
    File { file: File, start: u64 },
    /// A device, which can't be read from its start again.
    Device,
    /// A terminal. It stays with the runner, because a command in its own group can't read from it.
    Terminal,
}

/// The input that was read until now, for further attempts.
pub(crate) struct Kept {
    source: Stdin,
    start: SpooledTempFile,
    has_ended: bool,
}

impl Input {
    /// Finds out the kind of the runner's standard input.
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

    /// Returns the standard input for the next attempt.
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

    /// Feeds the attempt until the input ends or the command reads no more. The future may be
    /// dropped at any time: the input that was read is kept.
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

    /// Reads the next input. If another process has made the pipe non-blocking, an empty pipe is
    /// read again after a pause.
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
