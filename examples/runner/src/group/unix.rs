#[cfg(target_os = "linux")]
mod descendants;

use std::io;
use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

use nix::errno::Errno;
use nix::sys::signal::{Signal as Sent, kill, killpg};
use nix::unistd::Pid;
use tokio::process::{Child, Command};
use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

use crate::signals::Signal;

/// The process to signal: of a group, the negative of its number, as for `kill(2)`. Zero
/// if no command runs.
static RUNNING: AtomicI32 = AtomicI32::new(0);

/// Starts what goes on beside all attempts: passes USR1 and USR2 on to the command, and on
/// Linux adopts processes whose parent has ended, and reaps them.
pub(crate) fn watch() -> io::Result<()> {
    for kind in [SignalKind::user_defined1(), SignalKind::user_defined2()] {
        if let Ok(sent) = Sent::try_from(kind.as_raw_value()) {
            on_each(signal(kind)?, move || {
                let running = RUNNING.load(Relaxed);
                if running != 0 {
                    let _gone = kill(Pid::from_raw(running), sent);
                }
            });
        }
    }
    #[cfg(target_os = "linux")]
    {
        descendants::inherit();
        on_each(signal(SignalKind::child())?, reap);
        // If that fails, init reaps them.
        let _adopted = nix::sys::prctl::set_child_subreaper(true);
    }
    Ok(())
}

fn on_each(mut signals: Stream, work: impl Fn() + Send + 'static) {
    tokio::spawn(async move {
        while signals.recv().await.is_some() {
            work();
        }
    });
}

#[cfg(target_os = "linux")]
fn reap() {
    descendants::reap(Pid::from_raw(RUNNING.load(Relaxed).abs()));
}

/// Elsewhere than on Linux, init does.
#[cfg(not(target_os = "linux"))]
fn reap() {}

/// The processes of one attempt.
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
        let sign = if is_group { -1 } else { 1 };
        RUNNING.store(id.unwrap_or(0) * sign, Relaxed);
        let processes = Self {
            command: id.map(Pid::from_raw),
            is_group,
        };
        Ok((child, processes))
    }

    /// Takes note that the command has ended and was reaped.
    pub(super) fn command_has_ended() {
        RUNNING.store(0, Relaxed);
        reap();
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

    /// A process that has just ended needs no signal, so errors are ignored.
    fn send(&self, child: &Child, signal: Sent) {
        match self.command {
            Some(group) if self.is_group => {
                let _gone = killpg(group, signal);
                for other in outside(group) {
                    let _gone = kill(other, signal);
                }
            }
            // Once it was reaped, its number may be another's.
            Some(command) if child.id().is_some() => drop(kill(command, signal)),
            _ => {}
        }
    }

    /// True if all have ended. Call it after the command was reaped.
    pub(super) fn have_gone(&self) -> bool {
        let (Some(group), true) = (self.command, self.is_group) else {
            return true;
        };
        reap();
        killpg(group, None) == Err(Errno::ESRCH) && outside(group).is_empty()
    }
}

/// The descendants that have left the group of the command, but not its session, as the
/// jobs of an interactive shell and the commands of another runner do.
#[cfg(target_os = "linux")]
fn outside(group: Pid) -> Vec<Pid> {
    let mut left = descendants::in_session();
    left.retain(|process| process.group != group);
    left.into_iter().map(|process| process.id).collect()
}

#[cfg(not(target_os = "linux"))]
fn outside(_: Pid) -> Vec<Pid> {
    Vec::new()
}
