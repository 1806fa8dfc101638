//! Signals that tell the runner to stop, between attempts and while a command runs.

#![cfg(unix)]

mod support;

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::Pid;
use serde_json::Value;
use support::{Running, json, named_pipe, report_place, retrying, start, words};

/// Sends a signal to the runner only.
fn send(runner: &Running, signal: Signal) {
    kill(id(runner), signal).unwrap();
}

/// Sends a signal as a terminal does: to the runner's process group, which does not contain the
/// command.
fn send_to_group(runner: &Running, signal: Signal) {
    killpg(id(runner), signal).unwrap();
}

fn id(runner: &Running) -> Pid {
    Pid::from_raw(runner.child.id().try_into().unwrap())
}

/// Starts a `sh` script under the runner in a process group of its own, with a report, and with a
/// delay that no test waits for.
fn script(flags: &str, script: &str, place: &Path) -> Running {
    let mut runner = start();
    runner
        .args(["--base-delay", "1h", "--max-delay", "1h"])
        .args(words(flags))
        .arg("--output")
        .arg(place)
        .args(["--", "sh", "-c", script])
        .process_group(0);
    Running::start(runner.stdin(Stdio::piped()))
}

/// Endless work for a shell. A shell runs its traps only between commands, so each command is
/// short: the signal may come just before a command begins.
const WORK: &str = "while :; do sleep 0.05; done";

/// True if a line says that the runner waits, for longer than any test runs.
fn is_waiting(line: &str) -> bool {
    line.trim_start()
        .starts_with("WARN attempt failed, retrying")
        && line.contains(" attempt=1 ")
        && line.contains(" delay=3600s ")
}

/// Sends the signal until the runner has ended, since the first signal may come before the endless
/// write.
fn send_until_the_end(runner: &mut Running, signal: Signal) -> Option<i32> {
    loop {
        sleep(Duration::from_millis(100));
        if let Some(status) = runner.child.try_wait().unwrap() {
            return status.code();
        }
        send(runner, signal);
    }
}

fn exists(id: &str) -> bool {
    kill(Pid::from_raw(id.parse().expect(id)), None).is_ok()
}

#[test]
fn a_signal_ends_a_delay_at_once() {
    for (signal, code) in [
        (Signal::SIGINT, 130),
        (Signal::SIGTERM, 143),
        (Signal::SIGHUP, 129),
    ] {
        let (_folder, place) = report_place();
        let mut runner = script("", "echo once; exit 7", &place);
        assert!(is_waiting(&runner.error_line()));
        send_to_group(&runner, signal);
        let run = runner.end();
        assert_eq!(run.code, Some(code));
        assert_eq!(run.stdout, "once\n");
        assert_eq!(
            run.stderr,
            format!("Interrupted by {signal} after 0 retries\n")
        );
        let report = json(&place);
        assert_eq!(report["interrupted_by"], signal.as_str());
        assert_eq!(report["status"], "unfinished");
        assert_eq!(report["attempts"].as_array().unwrap().len(), 1);
        assert_eq!(report["attempts"][0]["exit_code"], 7);
    }
}

#[test]
fn an_interrupted_delay_has_a_json_line() {
    let (_folder, place) = report_place();
    let mut runner = script("--log-format json", "exit 7", &place);
    assert!(runner.error_line().starts_with(r#"{"event":"retry""#));
    send(&runner, Signal::SIGINT);
    let line: Value = serde_json::from_str(&runner.end().stderr).unwrap();
    assert_eq!(line["event"], "interrupted");
    assert_eq!(line["interrupted_by"], "SIGINT");
}

#[test]
fn a_signal_is_passed_on_to_the_command_and_stops_retrying() {
    for (signal, code) in [
        (Signal::SIGINT, 130),
        (Signal::SIGTERM, 143),
        (Signal::SIGHUP, 129),
        (Signal::SIGQUIT, 131),
    ] {
        let (_folder, place) = report_place();
        let name = signal.as_str().trim_start_matches("SIG");
        let command = format!("trap 'echo told {name}; exit 9' {name}; echo ready; {WORK}");
        let mut runner = script("--grace 1h", &command, &place);
        assert_eq!(runner.line(), "ready");
        send_to_group(&runner, signal);
        let run = runner.end();
        assert_eq!(run.code, Some(code), "{}", run.stderr);
        assert_eq!(run.stdout, format!("told {name}\n"));
        let report = json(&place);
        assert_eq!(report["interrupted_by"], signal.as_str());
        assert_eq!(report["status"], "failed");
        assert_eq!(report["error"], format!("interrupted by {signal}"));
        assert_eq!(report["attempts"][0]["exit_code"], 9);
    }
}

#[test]
fn a_signal_reaches_every_process_of_the_command() {
    let (_folder, place) = report_place();
    let mut runner = script("--grace 1h", "sleep 1000 & echo $!; wait", &place);
    let id = runner.line();
    assert!(exists(&id));
    send(&runner, Signal::SIGTERM);
    assert_eq!(runner.end().code, Some(143));
    assert!(!exists(&id));
}

#[test]
fn a_command_that_ignores_the_signal_is_killed_after_the_grace_period() {
    let (_folder, place) = report_place();
    let mut runner = script(
        "--grace 50ms",
        "trap '' TERM; echo ready; sleep 1000",
        &place,
    );
    assert_eq!(runner.line(), "ready");
    send(&runner, Signal::SIGTERM);
    assert_eq!(runner.end().code, Some(143));
    assert_eq!(json(&place)["attempts"][0]["signal"], "SIGKILL");
}

#[test]
fn the_first_signal_is_passed_on_in_the_grace_period_of_a_timeout() {
    let (_folder, place) = report_place();
    // TERM, which the timeout sends, is ignored. The grace period is longer than any test.
    let script_of = format!("trap 'echo timeout' TERM; trap 'exit 9' INT; echo ready; {WORK}");
    let mut runner = script("--attempt-timeout 50ms --grace 1h", &script_of, &place);
    assert_eq!(runner.line(), "ready");
    assert_eq!(runner.line(), "timeout");
    send(&runner, Signal::SIGINT);
    assert_eq!(runner.end().code, Some(130));
    let report = json(&place);
    assert_eq!(report["attempts"][0]["exit_code"], 9);
    assert_eq!(report["interrupted_by"], "SIGINT");
}

#[test]
fn a_second_signal_ends_the_grace_period() {
    let (_folder, place) = report_place();
    let stubborn = format!("trap 'echo told' INT; echo ready; {WORK}");
    let mut runner = script("--grace 1h", &stubborn, &place);
    assert_eq!(runner.line(), "ready");
    send(&runner, Signal::SIGINT);
    assert_eq!(runner.line(), "told");
    send(&runner, Signal::SIGTERM);
    // The first signal determines the code.
    assert_eq!(runner.end().code, Some(130));
    assert_eq!(json(&place)["attempts"][0]["signal"], "SIGKILL");
}

#[test]
fn a_success_after_a_signal_does_not_hide_the_signal() {
    let (_folder, place) = report_place();
    let command = format!("trap 'exit 0' TERM; echo ready; {WORK}");
    let mut runner = script("--grace 1h", &command, &place);
    assert_eq!(runner.line(), "ready");
    send(&runner, Signal::SIGTERM);
    assert_eq!(runner.end().code, Some(143));
    assert_eq!(json(&place)["interrupted_by"], "SIGTERM");
}

#[test]
fn a_signal_ends_the_wait_for_a_reader_of_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = named_pipe(&folder);
    let mut runner = script("", "echo done", &pipe);
    assert_eq!(runner.line(), "done");
    let code = send_until_the_end(&mut runner, Signal::SIGINT);
    assert_eq!(code, Some(130));
}

#[test]
fn a_signal_ends_the_wait_for_a_reader_of_the_output() {
    // This output is larger than a pipe can hold.
    let mut runner = retrying("--output-of last", ["seq", "1000000"]);
    let mut runner = Running::start(&mut runner);
    assert_eq!(runner.line(), "1");
    let code = send_until_the_end(&mut runner, Signal::SIGTERM);
    assert_eq!(code, Some(143));
}

#[test]
fn signals_end_the_wait_for_a_reader_of_the_errors() {
    // With `true`, the runner passes the errors on. With `false`, the command writes them itself.
    // The runner's own line comes last.
    for report in [true, false] {
        let (_folder, place) = report_place();
        let mut runner = start();
        if report {
            runner.arg("--output").arg(&place);
        }
        runner.args(["--", "sh", "-c", "seq 1000000 >&2"]);
        let mut runner = Running::start(&mut runner);
        assert_eq!(runner.error_line(), "1");
        let code = send_until_the_end(&mut runner, Signal::SIGINT);
        assert_eq!(code, Some(130));
        if report {
            assert_eq!(json(&place)["interrupted_by"], "SIGINT");
        }
    }
}

/// Starts the runner as nohup(1) does.
#[test]
fn a_signal_that_was_ignored_from_the_start_stays_ignored() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let mut outer = Command::new("sh");
    let command = "echo ready; read wait; echo done";
    outer
        .args(["-c", r#"trap "" HUP; exec "$0" -- sh -c "$1""#])
        .args([env!("CARGO_BIN_EXE_runner"), command])
        .stdin(Stdio::piped());
    let mut runner = Running::start(&mut outer);
    assert_eq!(runner.line(), "ready");
    send(&runner, Signal::SIGHUP);
    runner.write("go on\n");
    let run = runner.end();
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "done\n"));
}

#[test]
fn in_the_foreground_the_command_is_in_the_runners_group() {
    // A terminal sends its signals to the command too. The runner stops as well.
    let mut runner = retrying("--foreground", ["sh", "-c", "echo ready; exec sleep 1000"]);
    let mut runner = Running::start(runner.process_group(0));
    assert_eq!(runner.line(), "ready");
    send_to_group(&runner, Signal::SIGINT);
    let run = runner.end();
    assert_eq!(run.code, Some(130), "{}", run.stderr);
}

#[test]
fn in_the_foreground_a_timeout_ends_the_command() {
    let flags = "--foreground --attempt-timeout 50ms --max-retries 1 --base-delay 1ms";
    assert_eq!(support::script(flags, "exec sleep 1000").code, Some(124));
}
