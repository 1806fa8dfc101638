//! The processes of one attempt: the command and its descendants.

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

pub(crate) use platform::watch;

/// The time between two checks for remaining processes.
const LOOK: Duration = Duration::from_millis(10);

/// The time to wait after KILL. No process can refuse KILL, but a process may hang in the kernel.
const AFTER_KILL: Duration = Duration::from_secs(5);

/// A running command and all the processes that it started. On Linux, these are all processes that
/// have not left the runner's session. On other Unix systems, they are the command's process group.
pub(crate) struct Group {
    child: Child,
    processes: Processes,
}

impl Group {
    /// Starts the command in a process group of its own, or in the runner's group if it uses the
    /// terminal. In that case, only the command itself is known.
    pub(crate) fn spawn(command: &mut Command, own: bool) -> io::Result<Self> {
        let (child, processes) = Processes::spawn(command.kill_on_drop(true), own)?;
        Ok(Self { child, processes })
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Waits for the command itself.
    pub(crate) async fn wait(&mut self) -> io::Result<ExitStatus> {
        let status = self.child.wait().await?;
        Processes::command_has_ended();
        Ok(status)
    }

    /// Ends all remaining processes: sends the signal, waits for the grace period, and kills.
    /// During the grace period, the runner's first signal is passed on, and a second signal ends
    /// the period. On return, all processes have been reaped, including the command.
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
        let mut told = signals.told();
        let mut later = signals.clone();
        let grace = sleep(grace);
        tokio::pin!(grace);
        loop {
            tokio::select! {
                status = self.gone() => return status,
                () = &mut grace => break,
                () = later.second() => break,
                first = signals.first(), if told.is_none() => {
                    self.processes.signal(&self.child, first);
                    told = Some(first);
                }
            }
        }
        self.processes.kill(&mut self.child);
        match timeout(AFTER_KILL, self.killed()).await {
            Ok(status) => status,
            Err(_) => self.wait().await,
        }
    }

    async fn gone(&mut self) -> io::Result<ExitStatus> {
        let status = self.wait().await?;
        while !self.processes.have_gone() {
            sleep(LOOK).await;
        }
        Ok(status)
    }

    /// Waits until all processes are gone, and kills processes that were started in the meantime.
    async fn killed(&mut self) -> io::Result<ExitStatus> {
        let status = self.wait().await?;
        while !self.processes.have_gone() {
            self.processes.kill(&mut self.child);
            sleep(LOOK).await;
        }
        Ok(status)
    }
}
