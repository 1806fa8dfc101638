//! Instruction counts by valgrind's callgrind: equal in every run, whatever the load of the
//! machine.

use std::process::Command;

/// Returns true if valgrind is installed; prints a warning if it is not.
pub(crate) fn is_here() -> bool {
    let here = Command::new("valgrind")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    if !here {
        eprintln!(
            "SKIPPED: no instruction is counted, because there is no valgrind on this machine"
        );
    }
    here
}

/// The number of instructions of a command. If a pattern is given, only instructions inside of the
/// matching functions count.
///
/// # Panics
///
/// If the command fails, or its count can't be read.
pub(crate) fn instructions(command: &Command, within: Option<&str>) -> u64 {
    let mut counted = Command::new("valgrind");
    counted.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    if let Some(pattern) = within {
        counted.arg(format!("--toggle-collect={pattern}"));
    }
    counted.arg(command.get_program()).args(command.get_args());
    for (key, value) in command.get_envs() {
        counted.env(key, value.unwrap_or_default());
    }
    if let Some(folder) = command.get_current_dir() {
        counted.current_dir(folder);
    }
    let output = counted.output().expect("valgrind starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{counted:?}\n{said}");
    said.lines()
        .find_map(|line| line.split_once("Collected :"))
        .and_then(|(_, count)| count.trim().parse().ok())
        .unwrap_or_else(|| panic!("no count in\n{said}"))
}
