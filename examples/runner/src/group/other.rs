use std::io;

use tokio::process::{Child, Command};

use crate::signals::Signal;

pub(crate) fn adopt_orphans() {}

/// Where there are no process groups, only the command itself is ended: when its
/// `Child` is dropped.
pub(super) struct Processes;

impl Processes {
    pub(super) fn spawn(command: &mut Command, _: bool) -> io::Result<(Child, Self)> {
        Ok((command.spawn()?, Self))
    }

    pub(super) fn signal(&self, _: &Child, _: Signal) {}

    pub(super) fn kill(&self, _: &Child) {}

    pub(super) fn have_gone(&self) -> bool {
        true
    }
}
