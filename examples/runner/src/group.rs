//! The processes of one attempt: the command and what it started.

#[cfg(unix)]
#[path = "group/unix.rs"]
mod platform;
#[cfg(not(unix))]
#[path = "group/other.rs"]
mod platform;

use std::io;
use std::process::ExitStatus;
use std::time::Duration;

use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use crate::signals::{Signal, Signals};
use platform::Processes;

pub(crate) use platform::adopt_orphans;

/// How often it is looked whether the last process has gone.
const LOOK: Duration = Duration::from_millis(5);

/// KILL can't be refused; this bounds the wait for a process that hangs in the
/// kernel.
const AFTER_KILL: Duration = Duration::from_secs(5);

/// A running command and all that it started, unless that left the group.
pub(crate) struct Group {
    child: Child,
    processes: Processes,
}

impl Group {
    /// Starts the command: in a process group of its own, or, where it is to use
    /// the terminal, in the runner's, and then only the command itself is known.
    pub(crate) fn spawn(command: &mut Command, own: bool) -> io::Result<Self> {
        let (child, processes) = Processes::spawn(command.kill_on_drop(true), own)?;
        Ok(Self { child, processes })
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Waits for the command itself.
    pub(crate) async fn wait(&mut self) -> io::Result<ExitStatus> {
        self.child.wait().await
    }

    /// Ends all that is left: the signal, a grace period, KILL. On return, all
    /// of it has been reaped, the command too.
    pub(crate) async fn end(
        &mut self,
        signal: Signal,
        grace: Duration,
        signals: &mut Signals,
    ) -> io::Result<ExitStatus> {
        if self.child.id().is_none() && self.processes.have_gone() {
            return self.wait().await;
        }
        self.processes.signal(&self.child, signal);
        tokio::select! {
            status = self.gone() => return status,
            () = sleep(grace) => {}
            () = signals.second() => {}
        }
        self.processes.kill(&mut self.child);
        match timeout(AFTER_KILL, self.gone()).await {
            Ok(status) => status,
            Err(_) => self.wait().await,
        }
    }

    async fn gone(&mut self) -> io::Result<ExitStatus> {
        let status = self.child.wait().await?;
        while !self.processes.have_gone() {
            sleep(LOOK).await;
        }
        Ok(status)
    }
}
