//! The descendants of the runner, as Linux lists them: every process that the command started,
//! including adopted processes.

use std::fs;
use std::sync::OnceLock;

use nix::sys::wait::{Id, WaitPidFlag, waitid, waitpid};
use nix::unistd::{Pid, getsid};

/// A running process.
pub(super) struct Process {
    pub(super) id: Pid,
    pub(super) group: Pid,
    parent: Pid,
    session: Pid,
}

/// The children that the runner had at its start. A shell that starts jobs and then replaces itself
/// by the runner (`exec`) leaves its jobs to the runner.
static INHERITED: OnceLock<Vec<Pid>> = OnceLock::new();

/// Records the present children of the runner, so that they do not count as part of an attempt.
pub(super) fn inherit() {
    let children = processes().filter(|process| process.parent == Pid::this());
    INHERITED.get_or_init(|| children.map(|child| child.id).collect());
}

/// The running descendants in the runner's session, without the inherited children. A process that
/// has called `setsid` is a daemon: it left the attempt on purpose.
pub(super) fn in_session() -> Vec<Process> {
    let session = getsid(None).ok();
    let mut others: Vec<_> = processes().collect();
    if let Some(inherited) = INHERITED.get() {
        others.retain(|process| !inherited.contains(&process.id));
    }
    let mut found = Vec::new();
    let mut parents = vec![Pid::this()];
    while let Some(parent) = parents.pop() {
        let (children, rest) = others
            .into_iter()
            .partition(|it: &Process| it.parent == parent);
        others = rest;
        parents.extend(children.iter().map(|child: &Process| child.id));
        found.extend(children);
    }
    found.retain(|process| Some(process.session) == session);
    found
}

/// Reaps the adopted processes that have ended. The command is left to its `Child`, which must reap
/// it.
pub(super) fn reap(command: Pid) {
    let ended = WaitPidFlag::WEXITED | WaitPidFlag::WNOHANG | WaitPidFlag::WNOWAIT;
    while let Ok(status) = waitid(Id::All, ended) {
        match status.pid() {
            Some(id) if id != command => drop(waitpid(id, Some(WaitPidFlag::WNOHANG))),
            _ => return,
        }
    }
}

/// All running processes, from `/proc/<pid>/stat` (proc(5)). A process that has ended without being
/// reaped has no children any more.
fn processes() -> impl Iterator<Item = Process> {
    let folders = fs::read_dir("/proc").into_iter().flatten().flatten();
    folders.filter_map(|folder| {
        let id = folder.file_name().to_str()?.parse().ok()?;
        let stat = fs::read_to_string(folder.path().join("stat")).ok()?;
        // The name of the program is in parentheses, and may itself contain parentheses.
        let (_, rest) = stat.rsplit_once(')')?;
        let mut words = rest.split_whitespace();
        let has_ended = matches!(words.next()?, "Z" | "X");
        let mut next = || Some(Pid::from_raw(words.next()?.parse().ok()?));
        let (parent, group, session) = (next()?, next()?, next()?);
        let process = Process {
            id: Pid::from_raw(id),
            group,
            parent,
            session,
        };
        (!has_ended).then_some(process)
    })
}
