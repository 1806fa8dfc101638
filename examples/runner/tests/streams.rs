//! The inputs and outputs of a command: arguments, environment, standard output
//! and error.

#![cfg(unix)]

mod support;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::process::Stdio;

use support::{Running, end, json, output, report_place, retried, retrying, script};

const FAST: &str = "--base-delay 1ms --max-delay 1ms";

mod arguments {
    use super::*;

    #[test]
    fn arguments_are_passed_byte_for_byte() {
        let arguments: [&[u8]; 12] = [
            b"",
            b" ",
            b"two words",
            b"it's",
            b"\"quoted\"",
            b"line\nline",
            b"tab\tstop",
            b"$HOME *",
            b"--max-retries",
            b"--",
            b"back\\slash",
            b"\xff\xfe not UTF-8",
        ];
        // A byte that none of the arguments contains follows each argument.
        let print = [b"printf".as_slice(), b"%s\x01"];
        let command = print.into_iter().chain(arguments).map(OsStr::from_bytes);
        let printed = output(&mut retrying("", command)).stdout;
        let expected: Vec<_> = arguments
            .iter()
            .flat_map(|a| [a, b"\x01".as_slice()].concat())
            .collect();
        assert_eq!(printed, expected);
    }

    #[test]
    fn a_command_name_need_not_be_utf_8() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join(OsStr::from_bytes(b"\xffsh"));
        std::os::unix::fs::symlink("/bin/sh", &program).unwrap();
        let command = [program.as_os_str(), "-c".as_ref(), "exit 3".as_ref()];
        assert_eq!(
            retried(&format!("{FAST} --stop-on 3"), command).code,
            Some(3)
        );
    }

    #[test]
    fn flags_after_the_separator_belong_to_the_command() {
        let run = retried("", ["echo", "--help", "--", "--version"]);
        assert_eq!(run.stdout, "--help -- --version\n");
    }
}

mod environment {
    use super::*;

    const SAY: &str = r#"echo "$RETRY_ATTEMPT $RETRY_MAX ${RETRY_PREVIOUS_EXIT_CODE-none}""#;

    #[test]
    fn environment_has_attempt_max_retries_and_previous_exit_code() {
        let run = script(
            &format!("{FAST} --max-retries 2"),
            &format!("{SAY}; exit 7$RETRY_ATTEMPT"),
        );
        assert_eq!(run.stdout, "1 2 none\n2 2 71\n3 2 72\n");
    }

    #[test]
    fn environment_has_signals_and_timeouts_as_exit_codes() {
        let end = "case $RETRY_ATTEMPT in 1) kill -KILL $$;; 2) sleep 1000;; esac";
        let flags = format!("{FAST} --attempt-timeout 1s --max-retries unlimited");
        let run = script(&flags, &format!("{SAY}; {end}"));
        assert_eq!(
            run.stdout,
            "1 unlimited none\n2 unlimited 137\n3 unlimited 124\n"
        );
    }

    #[test]
    fn environment_of_an_outer_runner_is_not_inherited() {
        let mut runner = retrying("", ["sh", "-c", SAY]);
        runner
            .env("RETRY_PREVIOUS_EXIT_CODE", "9")
            .env("RETRY_ATTEMPT", "9");
        assert_eq!(output(&mut runner).stdout, b"1 3 none\n");
    }
}

mod standard_output {
    use super::*;

    const SAY: &str = "echo attempt $RETRY_ATTEMPT; echo error $RETRY_ATTEMPT >&2; exit";

    #[test]
    fn standard_output_belongs_to_the_command() {
        let run = script(FAST, &format!("{SAY} 1"));
        assert_eq!(run.stdout, "attempt 1\nattempt 2\nattempt 3\nattempt 4\n");
        let run = script(&format!("{FAST} --log-format json"), &format!("{SAY} 1"));
        assert_eq!(run.stdout, "attempt 1\nattempt 2\nattempt 3\nattempt 4\n");
    }

    #[test]
    fn output_of_only_the_last_attempt_is_optional() {
        for (code, last) in [
            ("1", "attempt 4\n"),
            ("$((3 - RETRY_ATTEMPT))", "attempt 3\n"),
        ] {
            let run = script(
                &format!("{FAST} --output-of last"),
                &format!("{SAY} {code}"),
            );
            assert_eq!(run.stdout, last);
            // Errors of earlier attempts are still shown to people.
            assert!(run.stderr.contains("error 1\n"), "{}", run.stderr);
        }
        let run = script(&format!("{FAST} --output-of all"), &format!("{SAY} 1"));
        assert_eq!(run.stdout.lines().count(), 4);
    }

    #[test]
    fn output_of_the_last_attempt_is_complete() {
        let flood = "yes | head -c 5000000; test $RETRY_ATTEMPT = 2";
        let run = script(&format!("{FAST} --output-of last"), flood);
        assert_eq!((run.code, run.stdout.len()), (Some(0), 5_000_000));
    }

    #[test]
    fn standard_output_is_passed_on_as_it_is_written() {
        let mut runner = retrying("", ["sh", "-c", "echo first; read wait; echo second"]);
        let mut runner = Running::start(runner.stdin(Stdio::piped()));
        assert_eq!(runner.line(), "first");
        runner.write("go on\n");
        assert_eq!(runner.end().stdout, "second\n");
    }
}

mod standard_error {
    use super::*;

    #[test]
    fn standard_error_keeps_the_order_of_runner_and_command() {
        let (_folder, place) = report_place();
        // With a report, standard error comes through a pipe.
        for report in [String::new(), format!("--output {}", place.display())] {
            let flags = format!("{FAST} --max-retries 1 {report}");
            let run = script(&flags, "echo error $RETRY_ATTEMPT >&2; exit 1");
            assert_eq!(
                run.stderr,
                "error 1\n WARN attempt failed, retrying site=command attempt=1 max_retries=1 delay=1ms error=exit code 1\n\
                 error 2\nFailed after 1 retry (total delay: 0.001s): exit code 1\n"
            );
        }
    }

    #[test]
    fn standard_error_of_a_quiet_runner_belongs_to_the_command() {
        let run = script(&format!("{FAST} --quiet"), "echo error >&2; exit 1");
        assert_eq!((run.code, run.stderr), (Some(1), "error\n".repeat(4)));
        let missing = retried("--quiet", ["no-such-command"]);
        assert_eq!((missing.code, missing.stderr.as_str()), (Some(127), ""));
    }

    #[test]
    fn a_flood_of_standard_error_is_passed_on_and_its_end_kept() {
        let (_folder, place) = report_place();
        let flags = format!(
            "--quiet {FAST} --max-retries 1 --output {}",
            place.display()
        );
        let flood = "yes flood | head -n 500000 >&2; echo the end >&2; exit 1";
        let run = script(&flags, flood);
        let once = "flood\n".len() * 500_000 + "the end\n".len();
        assert_eq!(run.stderr.len(), 2 * once);
        let lines = json(&place)["attempts"][1]["stderr"].clone();
        let expected = [vec!["flood"; 9], vec!["the end"]].concat();
        assert_eq!(lines, serde_json::json!(expected));
    }

    #[test]
    fn standard_error_that_is_not_text_is_kept_as_far_as_possible() {
        let (_folder, place) = report_place();
        let flags = format!("--quiet {FAST} --output {}", place.display());
        let mut runner = retrying(&flags, ["sh", "-c", r"printf 'a\377b' >&2"]);
        assert_eq!(output(&mut runner).stderr, b"a\xffb");
        let report = json(&place);
        assert_eq!(
            report["attempts"][0]["stderr"],
            serde_json::json!(["a\u{fffd}b"])
        );
    }

    #[test]
    fn standard_error_without_a_reader_ends_the_command() {
        let (_folder, place) = report_place();
        let flags = format!(
            "--quiet {FAST} --max-retries 1 --output {}",
            place.display()
        );
        let mut runner = retrying(&flags, ["sh", "-c", "yes >&2"]);
        let mut child = runner
            .stderr(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stderr.take());
        assert_eq!(end(child).status.code(), Some(128 + 13));
    }
}
