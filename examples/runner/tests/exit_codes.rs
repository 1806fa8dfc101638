//! The exit codes of the runner, and the exit codes that the runner retries.

#![cfg(unix)]

mod support;

use support::{alone, json, report_place, retried, script};

/// Flags for retries that take no time.
const FAST: &str = "--base-delay 1ms --max-delay 1ms";

/// The exit code of the runner, and the number of attempts of a script.
fn attempts(flags: &str, end: &str) -> (Option<i32>, usize) {
    let run = script(&format!("{FAST} {flags}"), &format!("echo attempt; {end}"));
    (run.code, run.stdout.lines().count())
}

#[test]
fn the_exit_code_of_the_command_is_unchanged() {
    assert_eq!(attempts("", "exit 0"), (Some(0), 1));
    for code in [1, 2, 7, 75, 100, 124, 125, 128, 137, 255] {
        assert_eq!(attempts("", &format!("exit {code}")), (Some(code), 4));
    }
    let last_counts = "test $RETRY_ATTEMPT -gt 2 && exit 9; exit 8";
    assert_eq!(attempts("", last_counts), (Some(9), 4));
    assert_eq!(retried(FAST, alone("false")).code, Some(1));
    assert_eq!(retried(FAST, alone("true")).code, Some(0));
}

#[test]
fn success_after_retries_exits_with_0() {
    let run = script(FAST, "test $RETRY_ATTEMPT -gt 2");
    assert_eq!(run.code, Some(0));
    assert_eq!(run.stdout, "");
    assert!(
        run.stderr
            .ends_with("\nSuccess after 2 retries (total delay: 0.002s)\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn success_at_once_prints_no_log_line() {
    let run = script("", "echo out; echo err >&2");
    assert_eq!(
        (run.stdout.as_str(), run.stderr.as_str()),
        ("out\n", "err\n")
    );
}

#[test]
fn a_missing_command_is_127_and_not_retried() {
    for program in ["no-such-command", "./no/such/command", ""] {
        let run = retried(FAST, alone(program));
        assert_eq!(run.code, Some(127), "for `{program}`: {}", run.stderr);
        let message =
            format!("Failed after 0 retries (total delay: 0s): `{program}` was not found");
        assert!(run.stderr.starts_with(&message), "{}", run.stderr);
    }
}

#[test]
fn a_command_that_can_not_be_executed_is_126_and_not_retried() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "no program").unwrap();
    for program in [file.as_path(), folder.path()] {
        let run = retried(FAST, [program]);
        assert_eq!(run.code, Some(126), "{}", run.stderr);
        assert!(run.stderr.contains("0 retries"), "{}", run.stderr);
        assert!(run.stderr.contains("can't be executed"), "{}", run.stderr);
    }
}

#[test]
fn a_command_that_can_not_be_started_is_retried_with_retry_on() {
    let folder = tempfile::tempdir().unwrap();
    for (codes, program, code) in [
        ("127", "no-such-command", 127),
        ("126", folder.path().to_str().unwrap(), 126),
    ] {
        let run = retried(&format!("{FAST} --retry-on {codes}"), alone(program));
        assert_eq!(run.code, Some(code));
        assert!(
            run.stderr.contains("Failed after 3 retries"),
            "{}",
            run.stderr
        );
        let other = retried(&format!("{FAST} --retry-on 1"), alone(program));
        assert!(other.stderr.contains("0 retries"), "{}", other.stderr);
    }
}

#[test]
fn shell_syntax_gets_a_hint() {
    for (line, hint) in [
        (&["echo hi | cat"][..], "use `sh -c 'echo hi | cat'`"),
        (&["FOO=1 env"], "use `sh -c 'FOO=1 env'`"),
        (&["cd /"], "use `sh -c 'cd /'`"),
        (&["./it's here"], r"use `sh -c './it'\''s here'`"),
        (&["cd", "/"], "use `sh -c 'cd …'`"),
        (&["FOO=1", "env"], "use `env FOO=1 COMMAND`"),
    ] {
        let run = retried(FAST, line);
        assert_eq!(run.code, Some(127), "for {line:?}");
        assert!(run.stderr.contains(hint), "{}", run.stderr);
    }
    let plain = retried(FAST, ["no-such-command"]);
    assert!(!plain.stderr.contains("use `"), "{}", plain.stderr);
}

#[test]
fn a_script_without_an_interpreter_is_run_by_the_shell() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("no-interpreter");
    std::fs::write(&file, "echo $1; test $RETRY_ATTEMPT = 2\n").unwrap();
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o755)).unwrap();
    let by_path = retried(FAST, [file.as_path(), "one two".as_ref()]);
    let mut by_name = support::retrying(FAST, ["no-interpreter", "one two"]);
    let path = std::env::var("PATH").unwrap();
    by_name.env("PATH", format!("{}:{path}", folder.path().display()));
    for run in [by_path, support::output(&mut by_name).into()] {
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(run.stdout, "one two\n".repeat(2));
    }
}

#[test]
fn a_low_limit_on_open_files_does_not_panic() {
    let limited = r#"ulimit -n "$1"; exec "$0" --quiet -- true"#;
    for limit in 3..12 {
        let output = std::process::Command::new("sh")
            .args([
                "-c",
                limited,
                env!("CARGO_BIN_EXE_runner"),
                &limit.to_string(),
            ])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            !said.contains("panicked") && !said.contains("backtrace"),
            "{said}"
        );
    }
}

#[test]
fn a_shell_that_finds_no_command_is_only_retried_with_retry_on() {
    for code in [126, 127] {
        let end = format!("exit {code}");
        assert_eq!(attempts("", &end), (Some(code), 1));
        assert_eq!(attempts("--retry-on 100-200", &end), (Some(code), 4));
    }
}

#[test]
fn only_the_codes_of_retry_on_are_retried() {
    for (code, expected) in [
        (1, 4),
        (75, 4),
        (100, 4),
        (105, 4),
        (110, 4),
        (2, 1),
        (111, 1),
    ] {
        let end = format!("exit {code}");
        assert_eq!(
            attempts("--retry-on 1,75,100-110", &end),
            (Some(code), expected)
        );
    }
}

#[test]
fn the_codes_of_stop_on_are_never_retried() {
    for (code, expected) in [(2, 1), (126, 1), (1, 4), (3, 4)] {
        let end = format!("exit {code}");
        assert_eq!(attempts("--stop-on 2,126", &end), (Some(code), expected));
    }
    // A code in both lists is not retried.
    assert_eq!(
        attempts("--retry-on 1-9 --stop-on 5", "exit 5"),
        (Some(5), 1)
    );
    assert_eq!(
        attempts("--retry-on 1-9 --stop-on 5", "exit 6"),
        (Some(6), 4)
    );
}

#[test]
fn a_killed_command_is_128_plus_the_signal() {
    for (signal, code) in [("KILL", 137), ("TERM", 143), ("SEGV", 139), ("USR1", 138)] {
        assert_eq!(attempts("", &format!("kill -{signal} $$")), (Some(code), 4));
    }
    let (_folder, place) = report_place();
    let flags = format!("--quiet {FAST} --output {}", place.display());
    assert_eq!(script(&flags, "kill -SEGV $$").code, Some(139));
    let last = &json(&place)["attempts"][3];
    assert_eq!(last["signal"], "SIGSEGV");
    assert!(last.get("exit_code").is_none());
}

#[test]
fn an_interrupted_command_is_not_retried() {
    assert_eq!(attempts("", "kill -INT $$"), (Some(130), 1));
    assert_eq!(attempts("--retry-on 130", "kill -INT $$"), (Some(130), 4));
}

#[test]
fn retry_on_and_stop_on_accept_signal_codes() {
    assert_eq!(attempts("--stop-on 137", "kill -KILL $$"), (Some(137), 1));
    assert_eq!(attempts("--retry-on 1", "kill -KILL $$"), (Some(137), 1));
    assert_eq!(attempts("--retry-on 137", "kill -KILL $$"), (Some(137), 4));
}

#[test]
fn a_reason_other_than_exhausted_retries_is_printed() {
    let stopped = script(FAST, "exit 127");
    assert_eq!(
        stopped.stderr,
        "Failed after 0 retries (total delay: 0s): exit code 127 (not retryable)\n"
    );
    let exhausted = script(&format!("{FAST} --max-retries 1"), "exit 3");
    assert!(
        exhausted
            .stderr
            .ends_with("\nFailed after 1 retry (total delay: 0.001s): exit code 3\n"),
        "{}",
        exhausted.stderr
    );
}

#[test]
fn delays_have_three_digits_in_text_and_all_digits_in_json() {
    let (_folder, place) = report_place();
    let flags = format!(
        "--base-delay 7283214ns --max-retries 1 --output {}",
        place.display()
    );
    let run = script(&flags, "exit 3");
    assert!(run.stderr.contains(" delay=7.28ms "), "{}", run.stderr);
    assert!(
        run.stderr.contains("(total delay: 0.00728s)"),
        "{}",
        run.stderr
    );
    assert_eq!(json(&place)["attempts"][0]["delay_seconds"], 0.007_283_214);
    assert_eq!(json(&place)["total_delay_seconds"], 0.007_283_214);
    let run = script(
        "--base-delay 7283214ns --max-retries 1 --log-format json",
        "exit 3",
    );
    assert!(
        run.stderr.contains("\"delay_seconds\":0.007283214"),
        "{}",
        run.stderr
    );
}

#[test]
fn the_report_has_the_exit_code_of_each_attempt() {
    let (_folder, place) = report_place();
    let flags = format!("{FAST} --output {}", place.display());
    let run = script(
        &flags,
        "echo $RETRY_ATTEMPT >&2; exit $((3 - RETRY_ATTEMPT))",
    );
    assert_eq!(run.code, Some(0));
    let report = json(&place);
    assert_eq!(report["status"], "success");
    assert_eq!(report["total_retries"], 2);
    for (n, code) in [2, 1, 0].into_iter().enumerate() {
        let attempt = &report["attempts"][n];
        assert_eq!(attempt["attempt"], n + 1);
        assert_eq!(attempt["exit_code"], code);
        assert_eq!(attempt["stderr"], serde_json::json!([(n + 1).to_string()]));
    }
    assert_eq!(report["attempts"][0]["error"], "exit code 2");
    assert_eq!(report["attempts"][0]["delay_seconds"], 0.001);
    assert!(report.get("interrupted_by").is_none());
}

/// Bugs of other tools that retry a command.
mod bugs_of_others {
    use std::time::Instant;

    use super::*;

    #[test]
    fn the_exit_code_is_not_always_1() {
        assert_eq!(attempts("", "exit 42"), (Some(42), 4));
    }

    #[test]
    fn a_killed_command_is_no_success() {
        assert_eq!(attempts("", "kill -KILL $$"), (Some(137), 4));
    }

    #[test]
    fn an_argument_with_a_quote_is_passed_unchanged() {
        for argument in [
            "it's",
            "say \"hi\"",
            "$(exit 9)",
            "a;exit 9",
            "`exit 9`",
            "\\",
        ] {
            let run = retried(FAST, ["printf", "%s", argument]);
            assert_eq!((run.code, run.stdout.as_str()), (Some(0), argument));
        }
    }

    #[test]
    fn all_listed_exit_codes_are_honored() {
        for code in [5, 6, 7] {
            assert_eq!(attempts("--retry-on 5,6,7", &format!("exit {code}")).1, 4);
            assert_eq!(attempts("--stop-on 5,6,7", &format!("exit {code}")).1, 1);
        }
    }

    #[test]
    fn no_sleep_follows_the_last_failure() {
        // The delays are 10 ms and 1 h, and only the first may be waited for.
        let begun = Instant::now();
        let flags = "--max-retries 1 --base-delay 10ms --factor 360000 --max-delay 1h";
        let run = script(flags, "exit 1");
        assert_eq!(run.code, Some(1));
        assert!(
            run.stderr.contains("1 retry (total delay: 0.01s)"),
            "{}",
            run.stderr
        );
        assert!(begun.elapsed() < support::HANGS);
    }

    #[test]
    fn no_attempt_runs_beside_the_next() {
        // Each attempt looks for the process of the attempt before, and for the processes which
        // that started.
        let folder = tempfile::tempdir().unwrap();
        let flags = format!("{FAST} --max-retries 3 --attempt-timeout 500ms --grace 5s");
        let run = retried(
            &flags,
            [
                "sh".as_ref(),
                "-c".as_ref(),
                r#"cd "$0"
                for id in $(cat pids 2>/dev/null); do kill -0 $id && echo still there; done
                sleep 1000 & echo $$ $! >> pids
                wait"#
                    .as_ref(),
                folder.path().as_os_str(),
            ],
        );
        assert_eq!(run.code, Some(124), "{}", run.stderr);
        assert_eq!(run.stdout, "");
        let pids = std::fs::read_to_string(folder.path().join("pids")).unwrap();
        assert_eq!(pids.split_whitespace().count(), 8);
    }
}
