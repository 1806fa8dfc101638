//! The end of an attempt by a timeout, together with all processes that it started.

#![cfg(unix)]

mod support;

use std::time::{Duration, Instant};

use nix::sys::signal::kill;
use nix::unistd::Pid;
use support::{json, report_place, script};

const FAST: &str = "--base-delay 1ms --max-delay 1ms --max-retries 1";

/// True if the process exists, running or not yet reaped.
fn exists(id: &str) -> bool {
    kill(Pid::from_raw(id.trim().parse().expect(id)), None).is_ok()
}

#[test]
fn a_command_that_takes_too_long_is_124_and_retried() {
    let run = script(
        &format!("{FAST} --attempt-timeout 500ms"),
        "echo $RETRY_ATTEMPT; sleep 1000",
    );
    assert_eq!(run.code, Some(124));
    assert_eq!(run.stdout, "1\n2\n");
    assert!(
        run.stderr
            .ends_with("Failed after 1 retry (total delay: 0.001s): timed out after 500ms\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn retry_on_and_stop_on_accept_the_timeout_code() {
    let flags = format!("{FAST} --attempt-timeout 500ms --stop-on 124");
    let run = script(&flags, "echo $RETRY_ATTEMPT; sleep 1000");
    assert_eq!((run.code, run.stdout.as_str()), (Some(124), "1\n"));
}

#[test]
fn a_timeout_that_is_not_retried_names_its_code() {
    let advice = "(not retryable: to retry a timeout, name 124 in --retry-on)\n";
    for (codes, advised) in [("--retry-on 1", true), ("--stop-on 124", false)] {
        let run = script(
            &format!("{FAST} --attempt-timeout 100ms {codes}"),
            "sleep 1000",
        );
        assert_eq!(run.stderr.ends_with(advice), advised, "{}", run.stderr);
        assert!(run.stderr.contains("(not retryable"), "{}", run.stderr);
    }
}

#[test]
fn a_command_in_time_is_not_ended() {
    let run = script(&format!("{FAST} --attempt-timeout 1h"), "exit 0");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_command_has_a_grace_period_to_end_by_itself() {
    let (_folder, place) = report_place();
    let flags = format!(
        "--quiet {FAST} --attempt-timeout 1s --grace 1h --output {}",
        place.display()
    );
    let begun = Instant::now();
    let run = script(
        &flags,
        "trap 'echo tidied up; exit 5' TERM; while :; do sleep 0.05; done",
    );
    assert!(begun.elapsed() < support::HANGS);
    assert_eq!(run.code, Some(124), "{}", run.stderr);
    assert_eq!(run.stdout, "tidied up\n".repeat(2));
    assert_eq!(json(&place)["attempts"][0]["exit_code"], 5);
    assert_eq!(json(&place)["attempts"][0]["error"], "timed out after 1s");
}

#[test]
fn a_command_that_ignores_term_is_killed() {
    let (_folder, place) = report_place();
    let flags = format!(
        "--quiet {FAST} --attempt-timeout 500ms --grace 100ms --timings --output {}",
        place.display()
    );
    // `sleep` inherits the ignored signals.
    let run = script(&flags, "trap '' TERM; echo $$; sleep 1000");
    assert_eq!(run.code, Some(124), "{}", run.stderr);
    let ids: Vec<_> = run.stdout.lines().collect();
    assert_eq!(ids.len(), 2);
    assert!(!ids.iter().any(|id| exists(id)));
    let report = json(&place);
    assert_eq!(report["attempts"][0]["signal"], "SIGKILL");
    let took = report["attempts"][0]["took_seconds"].as_f64().unwrap();
    assert!(took >= Duration::from_millis(600).as_secs_f64(), "{report}");
}

#[test]
fn a_stopped_command_is_ended_too() {
    let run = script(
        &format!("{FAST} --attempt-timeout 50ms --grace 1h"),
        "kill -STOP $$",
    );
    assert_eq!(run.code, Some(124), "{}", run.stderr);
}

#[test]
fn processes_left_by_a_failed_attempt_are_ended_and_reaped() {
    // If the runner left the process to others, no other process would reap it here.
    #[cfg(target_os = "linux")]
    nix::sys::prctl::set_child_subreaper(true).unwrap();
    let (_folder, place) = report_place();
    for end in ["exit 1", "kill -KILL $$"] {
        let flags = format!("--quiet {FAST} --grace 1h --output {}", place.display());
        let run = script(&flags, &format!("sleep 1000 & echo $!; {end}"));
        let ids: Vec<_> = run.stdout.lines().collect();
        assert_eq!(ids.len(), 2, "{}", run.stderr);
        assert!(!ids.iter().any(|id| exists(id)), "after {end}");
    }
}

#[test]
fn processes_left_by_a_failed_attempt_that_ignore_term_are_killed() {
    let flags = format!("--quiet {FAST} --grace 50ms");
    let run = script(&flags, "(trap '' TERM; sleep 1000) & echo $!; exit 1");
    assert_eq!(run.code, Some(1));
    let ids: Vec<_> = run.stdout.lines().collect();
    assert_eq!(ids.len(), 2, "{}", run.stderr);
    assert!(!ids.iter().any(|id| exists(id)));
}

/// A command may start a service, which keeps the standard error open forever.
#[test]
fn processes_left_by_a_success_are_not_ended_or_waited_for() {
    let (_folder, place) = report_place();
    let flags = format!("{FAST} --output {}", place.display());
    let chatter = "while :; do echo chatter; sleep 0.01; done";
    let run = script(
        &flags,
        &format!("({chatter}) >&2 & echo $!; sleep 1000 >/dev/null & echo $!; echo started >&2"),
    );
    let alive: Vec<_> = run.stdout.lines().map(exists).collect();
    for id in run.stdout.lines() {
        let _gone = kill(
            Pid::from_raw(id.parse().unwrap()),
            nix::sys::signal::Signal::SIGKILL,
        );
    }
    assert_eq!(run.code, Some(0));
    assert!(run.stderr.contains("started"), "{}", run.stderr);
    assert!(alive[1], "the service was ended");
}

#[test]
fn a_limit_on_the_whole_call_starts_no_late_retry() {
    let begun = Instant::now();
    let run = script(
        "--base-delay 100ms --max-delay 1h --factor 36000 --max-elapsed 10m",
        "exit 3",
    );
    assert!(begun.elapsed() < support::HANGS);
    // The last attempt ended by itself, so the code is that of the command.
    assert_eq!(run.code, Some(3));
    assert!(
        run.stderr.ends_with(
            "Failed after 1 retry (total delay: 0.1s): exit code 3 (deadline exceeded)\n"
        ),
        "{}",
        run.stderr
    );
}
