//! Processes that leave their parent or their group, on Linux.

#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::process::Command;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use support::{Run, Running, output, retried, retrying, script};

/// Starts a `bash` script under the runner.
fn running(flags: &str, script: &str) -> Running {
    Running::start(&mut retrying(flags, ["bash", "-c", script]))
}

/// The number of children of `parent` that have ended and were not reaped, by proc(5).
fn zombies(parent: u32) -> usize {
    let stats = fs::read_dir("/proc").unwrap().flatten();
    let stats = stats.filter_map(|folder| fs::read_to_string(folder.path().join("stat")).ok());
    stats
        .filter(|stat| {
            let (_, rest) = stat.rsplit_once(')').unwrap();
            rest.trim_start().starts_with(&format!("Z {parent} "))
        })
        .count()
}

#[test]
fn adopted_processes_are_reaped_while_the_command_runs() {
    // Each subshell ends at once and leaves its child to the runner.
    let script = "for i in {1..200}; do ( true & ); done; echo ready; sleep 1000";
    let mut runner = running("--grace 1h", script);
    assert_eq!(runner.line(), "ready");
    let id = runner.child.id();
    // The last children may not have ended yet.
    while zombies(id) > 0 {
        std::thread::yield_now();
    }
    kill(Pid::from_raw(id.try_into().unwrap()), Signal::SIGTERM).unwrap();
    assert_eq!(runner.end().code, Some(143));
}

#[test]
fn jobs_that_left_the_group_end_before_the_next_attempt() {
    let run = retried(
        "--max-retries 2 --base-delay 1ms --quiet",
        [
            "bash",
            "-c",
            "set -m; pgrep -cf 'sleep 41.5072'; sleep 41.5072 & exit 1",
        ],
    );
    assert_eq!(run.code, Some(1));
    // `pgrep` also counts the script itself, because its text contains the pattern.
    let counts: Vec<_> = run.stdout.lines().collect();
    assert_eq!(counts.len(), 3);
    assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
}

#[test]
fn a_nested_runner_ends_with_the_outer_attempt() {
    let runner = env!("CARGO_BIN_EXE_runner");
    let nested = format!("{runner} --quiet -- sh -c 'echo $$; sleep 1000' & wait");
    let run = script(
        "--max-retries 1 --base-delay 1ms --attempt-timeout 300ms --grace 1h --quiet",
        &nested,
    );
    assert_eq!(run.code, Some(124));
    let commands: Vec<i32> = run.stdout.lines().map(|id| id.parse().unwrap()).collect();
    assert_eq!(commands.len(), 2);
    for command in commands {
        assert!(kill(Pid::from_raw(command), None).is_err());
    }
}

#[test]
fn a_daemon_in_its_own_session_is_not_ended() {
    let run = script(
        "--max-retries 1 --base-delay 1ms --quiet",
        "setsid sh -c 'echo $$; exec sleep 1000 > /dev/null 2>&1' & sleep 0.1; exit 1",
    );
    assert_eq!(run.code, Some(1));
    let daemons: Vec<i32> = run.stdout.lines().map(|id| id.parse().unwrap()).collect();
    assert_eq!(daemons.len(), 2);
    for daemon in daemons {
        kill(Pid::from_raw(daemon), Signal::SIGKILL).unwrap();
    }
}

#[test]
fn a_job_of_the_shell_that_became_the_runner_is_not_ended() {
    let runner = env!("CARGO_BIN_EXE_runner");
    let shell = format!(
        "sleep 1000 > /dev/null 2>&1 & echo $!; \
         exec {runner} --max-retries 1 --base-delay 1ms --quiet -- false"
    );
    let run = Run::from(output(Command::new("sh").args(["-c", &shell])));
    assert_eq!(run.code, Some(1));
    let job = Pid::from_raw(run.stdout.trim().parse().unwrap());
    kill(job, Signal::SIGKILL).unwrap();
}

#[test]
fn user_signals_are_passed_on_and_retries_continue() {
    let script = "trap 'echo told' USR1; echo ready; while :; do sleep 0.05; done";
    let mut runner = running("--grace 1h", script);
    assert_eq!(runner.line(), "ready");
    let id = Pid::from_raw(runner.child.id().try_into().unwrap());
    for _ in 0..2 {
        kill(id, Signal::SIGUSR1).unwrap();
        assert_eq!(runner.line(), "told");
    }
    kill(id, Signal::SIGTERM).unwrap();
    assert_eq!(runner.end().code, Some(143));
}
