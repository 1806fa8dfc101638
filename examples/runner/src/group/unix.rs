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

/// The process to signal. For a group, it is the negative group number, as for `kill(2)`. Zero if
/// no command runs.
static RUNNING: AtomicI32 = AtomicI32::new(0);

/// Starts the tasks that run beside all attempts: USR1 and USR2 are passed on to the command. On
/// Linux, processes whose parent has ended are adopted and reaped.
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
        // If this fails, init reaps them.
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

/// On other systems than Linux, init reaps these processes.
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

    /// Records that the command has ended and was reaped.
    pub(super) fn command_has_ended() {
        RUNNING.store(0, Relaxed);
        reap();
    }

    /// Sends a signal to all processes, and wakes stopped processes so that they receive it.
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
            // After the command was reaped, its number may belong to another process.
            Some(command) if child.id().is_some() => drop(kill(command, signal)),
            _ => {}
        }
    }

    /// True if all processes have ended. Call this after the command was reaped.
    pub(super) fn have_gone(&self) -> bool {
        let (Some(group), true) = (self.command, self.is_group) else {
            return true;
        };
        reap();
        killpg(group, None) == Err(Errno::ESRCH) && outside(group).is_empty()
    }
}

/// The descendants that have left the command's group but not its session. Examples are the jobs of
/// an interactive shell and the commands of another runner.
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
