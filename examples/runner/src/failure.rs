//! The failure of an attempt, and its exit code.

use std::fmt;
use std::io::{self, ErrorKind};
use std::process::ExitStatus;
use std::time::Duration;

use crate::signals::Signal;

/// The exit code of a command that exceeded `--attempt-timeout`. These four codes are those of
/// timeout(1), env(1) and the shells.
const TIMED_OUT: i32 = 124;
const NOT_EXECUTABLE: i32 = 126;
const NOT_FOUND: i32 = 127;
const KILLED: i32 = 128;

/// The exit code if the runner itself failed.
const OWN: i32 = 1;

/// The reason why an attempt failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An exit code that is not 0.
    Exited(i32),
    /// A signal killed the command.
    Killed(Signal),
    /// The command exceeded the limit of an attempt and was ended.
    TimedOut(Duration),
    /// The command could not be started.
    NotStarted {
        program: String,
        error: io::Error,
        /// Another way to run the command.
        hint: Option<String>,
    },
    /// The runner got a signal to stop, and ended the command.
    Interrupted(Signal),
    /// The runner itself failed.
    Runner(io::Error),
}

impl Failure {
    /// The failure for an exit status. `None` means success.
    pub(crate) fn of(status: ExitStatus) -> Option<Self> {
        if status.success() {
            return None;
        }
        Some(match (Signal::that_killed(status), status.code()) {
            (Some(signal), _) => Self::Killed(signal),
            (None, Some(code)) => Self::Exited(code),
            (None, None) => Self::Exited(OWN),
        })
    }

    /// The runner's exit code if this is the last attempt.
    pub(crate) fn exit_code(&self) -> i32 {
        match self {
            Self::Exited(code) => *code,
            Self::Killed(signal) | Self::Interrupted(signal) => exit_code_of(*signal),
            Self::TimedOut(_) => TIMED_OUT,
            Self::NotStarted { error, .. } if error.kind() == ErrorKind::NotFound => NOT_FOUND,
            Self::NotStarted { .. } => NOT_EXECUTABLE,
            Self::Runner(_) => OWN,
        }
    }

    /// Returns whether another attempt could have another end, as far as the failure shows. The
    /// shells exit with 126 and 127 for a command that they could not start. INT comes from a
    /// person, so the command should stop.
    pub(crate) fn is_transient(&self) -> bool {
        match self {
            Self::Exited(code) => !matches!(*code, NOT_EXECUTABLE | NOT_FOUND),
            Self::Killed(signal) => *signal != Signal::INT,
            Self::TimedOut(_) => true,
            Self::NotStarted { .. } | Self::Interrupted(_) | Self::Runner(_) => false,
        }
    }

    /// Returns whether `--retry-on` applies to the exit code. It does not after an interruption,
    /// nor if the runner failed.
    pub(crate) fn has_a_code_to_judge(&self) -> bool {
        !matches!(self, Self::Interrupted(_) | Self::Runner(_))
    }
}

/// The exit code of a process that a signal ended.
pub(crate) fn exit_code_of(signal: Signal) -> i32 {
    KILLED + signal.number()
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exited(code) => write!(f, "exit code {code}"),
            Self::Killed(signal) => write!(f, "killed by {signal}"),
            Self::TimedOut(timeout) => write!(f, "timed out after {timeout:?}"),
            Self::NotStarted {
                program,
                error,
                hint,
            } => {
                if error.kind() == ErrorKind::NotFound {
                    write!(f, "`{program}` was not found")?;
                } else {
                    write!(f, "`{program}` can't be executed: {error}")?;
                }
                match hint {
                    Some(hint) => write!(f, " ({hint})"),
                    None => Ok(()),
                }
            }
            Self::Interrupted(signal) => write!(f, "interrupted by {signal}"),
            Self::Runner(error) => {
                write!(f, "the runner failed: {error}")
            }
        }
    }
}

impl std::error::Error for Failure {}
