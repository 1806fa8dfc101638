use std::io;

use nix::errno::Errno;
use nix::sys::signal::{Signal as Sent, kill, killpg};
use nix::sys::wait::{WaitPidFlag, waitpid};
use nix::unistd::Pid;
use tokio::process::{Child, Command};

use crate::signals::Signal;

/// Makes the runner the parent of processes whose own parent has gone, so that
/// it can reap them. Only Linux knows this; elsewhere init does it.
pub(crate) fn adopt_orphans() {
    // Where that fails, it is init who reaps them.
    #[cfg(target_os = "linux")]
    let _adopted = nix::sys::prctl::set_child_subreaper(true);
}

/// The processes to signal, by the number that the command has or had.
pub(super) struct Processes {
    command: Option<Pid>,
    is_group: bool,
}

impl Processes {
    pub(super) fn spawn(command: &mut Command, is_group: bool) -> io::Result<(Child, Self)> {
        if is_group {
            command.process_group(0);
        }
        let child = command.spawn()?;
        let id = child.id().and_then(|id| i32::try_from(id).ok());
        let processes = Self {
            command: id.map(Pid::from_raw),
            is_group,
        };
        Ok((child, processes))
    }

    /// Sends a signal to all, and wakes those that were stopped to receive it.
    pub(super) fn signal(&self, child: &Child, signal: Signal) {
        if let Ok(signal) = Sent::try_from(signal.number()) {
            self.send(child, signal);
            self.send(child, Sent::SIGCONT);
        }
    }

    pub(super) fn kill(&self, child: &mut Child) {
        self.send(child, Sent::SIGKILL);
    }

    /// Who has just gone needs no signal, so errors are of no interest.
    fn send(&self, child: &Child, signal: Sent) {
        match self.command {
            Some(group) if self.is_group => drop(killpg(group, signal)),
            // Once it was reaped, its number may be another's.
            Some(command) if child.id().is_some() => drop(kill(command, signal)),
            _ => {}
        }
    }

    /// Reaps those that became the runner's own, and looks whether any is left.
    /// Only to be asked after the command was reaped, who is its `Child`'s to reap.
    pub(super) fn have_gone(&self) -> bool {
        let (Some(group), true) = (self.command, self.is_group) else {
            return true;
        };
        let members = Pid::from_raw(-group.as_raw());
        while waitpid(members, Some(WaitPidFlag::WNOHANG))
            .is_ok_and(|status| status.pid().is_some())
        {}
        killpg(group, None) == Err(Errno::ESRCH)
    }
}
