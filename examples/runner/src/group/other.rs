use std::io;

use tokio::process::{Child, Command};

use crate::signals::Signal;

#[expect(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
pub(crate) fn watch() -> io::Result<()> {
    Ok(())
}

/// Without process groups, only the command itself is ended, and it is killed without a signal
/// before.
pub(super) struct Processes;

impl Processes {
    pub(super) fn spawn(command: &mut Command, _: bool) -> io::Result<(Child, Self)> {
        Ok((command.spawn()?, Self))
    }

    pub(super) fn signal(&self, _: &Child, _: Signal) {}

    pub(super) fn kill(&self, child: &mut Child) {
        // A process that has just ended needs no signal.
        let _gone = child.start_kill();
    }

    pub(super) fn command_has_ended() {}

    pub(super) fn have_gone(&self) -> bool {
        true
    }
}
