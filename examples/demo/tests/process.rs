//! The demo as a process: its output, report, refusals and exit codes.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn command(line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demo"));
    command.args(line.split_whitespace()).stdin(Stdio::null());
    command
}

fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn demo(line: &str) -> Run {
    run(&mut command(line))
}

fn with_output(line: &str, place: &Path) -> Run {
    run(command(line).arg("--output").arg(place))
}

/// A folder that is deleted after the test, and the path for a report in that folder.
fn report_place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("new/folders/report.json");
    (folder, place)
}

fn json(place: &Path) -> Value {
    serde_json::from_slice(&fs::read(place).unwrap()).unwrap()
}

#[test]
fn the_program_has_at_most_120_lines() {
    let lines = include_str!("../src/main.rs").lines().count();
    assert!(lines <= 120, "{lines} lines");
}

#[test]
fn the_readme_shows_the_real_session_and_report() {
    let (_folder, place) = report_place();
    let run = with_output("--max-retries 5 --base-delay 0.1", &place);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(run.stdout, "Success after 3 retries (total delay: 0.7s)\n");
    let lines: Vec<_> = run.stderr.lines().collect();
    assert_eq!(
        lines,
        [
            " WARN attempt failed, retrying site=request attempt=1 max_retries=5 delay=100ms error=request 1: service unavailable",
            " WARN attempt failed, retrying site=request attempt=2 max_retries=5 delay=200ms error=request 2: service unavailable",
            " WARN attempt failed, retrying site=request attempt=3 max_retries=5 delay=400ms error=request 3: service unavailable",
        ]
    );
    let command = "cargo run -- --max-retries 5 --base-delay 0.1 --output data/retry_report.json";
    let session = format!(
        "```sh\n{command}\n```\n\n```text\n{}{}```",
        run.stderr, run.stdout
    );
    assert!(
        include_str!("../../../README.md").contains(&session),
        "the README does not show\n{session}"
    );
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/retry_report.json");
    assert_eq!(
        fs::read_to_string(&place).unwrap(),
        fs::read_to_string(golden).unwrap()
    );
}

#[test]
fn exhausted_retries_are_a_failure() {
    let (_folder, place) = report_place();
    let run = with_output("--max-retries 5 --base-delay 1ms --fail-count 9", &place);
    assert_eq!(run.code, Some(1));
    let error = "request 6: service unavailable";
    assert_eq!(
        run.stdout,
        format!("Failed after 5 retries (total delay: 0.031s): {error}\n")
    );
    assert_eq!(run.stderr.lines().count(), 5, "{}", run.stderr);
    let report = json(&place);
    assert_eq!(report["status"], "failed");
    assert_eq!(report["reason"], "retries_exhausted");
    assert_eq!(report["error"], error);
    assert_eq!(report["attempts"].as_array().unwrap().len(), 6);
    assert_eq!(report["attempts"][4]["delay_seconds"], 0.016);
    assert!(report["attempts"][5].get("delay_seconds").is_none());
    assert_eq!(report["total_attempts"], 6);
    assert_eq!(report["total_retries"], 5);
}

#[test]
fn a_success_at_once_and_after_one_retry_are_reported() {
    let at_once = demo("--fail-count 0");
    assert_eq!(
        at_once.stdout,
        "Success after 0 retries (total delay: 0s)\n"
    );
    assert_eq!((at_once.code, at_once.stderr.as_str()), (Some(0), ""));
    for delay in ["1ms", "0.001", ".001"] {
        let one = demo(&format!("--fail-count 1 --base-delay {delay}"));
        assert_eq!(one.stdout, "Success after 1 retry (total delay: 0.001s)\n");
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (_folder, place) = report_place();
    let mut runs = Vec::new();
    for jitter in ["--jitter --seed 42", "--jitter full --seed 42", "--jitter"] {
        let run = with_output(&format!("--base-delay 2ms {jitter}"), &place);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        runs.push((run.stdout, run.stderr, fs::read(&place).unwrap()));
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
}

/// Values that clap or the library refuses, and flags that exclude each other.
const REFUSALS: &[(&str, &str)] = &[
    ("--max-retries 0", "error: --max-retries must be at least 1"),
    ("--max-retries -1", "'-1' for '--max-retries"),
    ("--max-retries five", "write a whole number"),
    ("--max-retries 2.5", "write a whole number"),
    (
        "--max-retries 4294967295",
        "--max-retries must be at most 4294967294",
    ),
    (
        "--max-retries 99999999999999999999",
        "write a whole number up to 999999999",
    ),
    (
        "--max-retries --seed=1",
        "a value is required for '--max-retries",
    ),
    (
        "--base-delay 0",
        "error: --base-delay must be greater than zero",
    ),
    ("--base-delay 0.000", "--base-delay must be greater than"),
    ("--base-delay -1", "write a positive number of seconds"),
    ("--base-delay -0.1", "write a positive number of seconds"),
    ("--base-delay -100ms", "write a positive number of seconds"),
    ("--base-delay inf", "write a positive number of seconds"),
    ("--base-delay -inf", "write a positive number of seconds"),
    ("--base-delay nan", "write a positive number of seconds"),
    ("--base-delay soon", "write a positive number of seconds"),
    (
        "--base-delay 99999999999999999999",
        "write a positive number of seconds",
    ),
    (
        "--base-delay 99999999999",
        "--base-delay must be at most 584 years",
    ),
    ("--fail-count -1", "'-1' for '--fail-count"),
    ("--seed 1", "--jitter"),
    ("--seed -1 --jitter", "'-1' for '--seed"),
    ("--jitter some", "`jitter` is one of none, full"),
    (
        "--jitter proportional(NaN)",
        "which must be above 0 and at most 1",
    ),
    ("--no-such-flag", "--no-such-flag"),
    ("surplus", "surplus"),
    ("-- true", "true"),
];

#[test]
fn refusals_have_one_message_and_do_not_change_the_report() {
    let (_folder, place) = report_place();
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(&place, "the report that stood here").unwrap();
    for (line, message) in REFUSALS {
        let output = format!("--output={}", place.display());
        let run = run(Command::new(env!("CARGO_BIN_EXE_demo"))
            .arg(output)
            .args(line.split_whitespace()));
        assert_eq!(run.code, Some(2), "for {line}: {}", run.stderr);
        assert_eq!(run.stdout, "", "for {line}");
        assert!(run.stderr.contains(message), "for {line}: {}", run.stderr);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        assert_eq!(run.stderr.matches("error:").count(), 1, "{}", run.stderr);
        assert_eq!(
            fs::read_to_string(&place).unwrap(),
            "the report that stood here"
        );
    }
}

#[test]
fn an_unwritable_path_is_refused_before_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    fs::write(place("file"), "to be kept").unwrap();
    fs::write(place("read-only"), "to be kept").unwrap();
    let mut permissions = fs::metadata(place("read-only")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(place("read-only"), permissions).unwrap();

    let long = "x".repeat(300);
    for place in [
        folder.path().to_owned(),
        place("file/report.json"),
        place("read-only"),
        place("new-folder/"),
        place(&long),
        "-".into(),
    ] {
        let run = with_output("--fail-count 0", &place);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{place:?}");
        let expected = format!("error: can't write the report to `{}`: ", place.display());
        assert!(run.stderr.starts_with(&expected), "{}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    }
    assert_eq!(fs::read_to_string(place("file")).unwrap(), "to be kept");
    assert_eq!(
        fs::read_to_string(place("read-only")).unwrap(),
        "to be kept"
    );
    // No temporary file is left.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_report_replaces_the_last_report_atomically() {
    let (folder, place) = report_place();
    let run = with_output("--base-delay 1ms --fail-count 1", &place);
    assert_eq!(run.code, Some(0));
    // A reader that has the last report open keeps its content: the file is replaced, not changed.
    let opened = folder.path().join("opened");
    fs::hard_link(&place, &opened).unwrap();
    let run = with_output("--base-delay 1ms --fail-count 9", &place);
    assert_eq!(run.code, Some(1));
    assert_eq!(json(&place)["status"], "failed");
    assert_eq!(json(&opened)["status"], "success");
    let beside = fs::read_dir(place.parent().unwrap()).unwrap().count();
    assert_eq!(beside, 1);
}

#[test]
fn a_run_that_is_killed_leaves_an_unfinished_report() {
    let (_folder, place) = report_place();
    let mut demo = command("--base-delay 1h");
    demo.arg("--output").arg(&place).stderr(Stdio::piped());
    let mut demo = demo.spawn().unwrap();
    let mut line = String::new();
    let mut stderr = BufReader::new(demo.stderr.take().unwrap());
    stderr.read_line(&mut line).unwrap();
    demo.kill().unwrap();
    demo.wait().unwrap();
    assert!(line.starts_with(" WARN attempt failed"), "{line}");
    assert_eq!(json(&place)["status"], "unfinished");
    let beside = fs::read_dir(place.parent().unwrap()).unwrap().count();
    assert_eq!(beside, 1);
}

#[cfg(unix)]
mod on_unix {
    use std::os::fd::OwnedFd;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixStream;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_new_report_has_the_usual_mode_and_a_replaced_report_keeps_its_mode() {
        let (folder, place) = report_place();
        let plain = folder.path().join("plain");
        fs::write(&plain, "").unwrap();
        assert_eq!(with_output("--fail-count 0", &place).code, Some(0));
        assert_eq!(mode(&place), mode(&plain));
        fs::set_permissions(&place, fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(with_output("--fail-count 0", &place).code, Some(0));
        assert_eq!(mode(&place), 0o600);
    }

    /// If a file replaced a device, the device would be lost for every other program.
    #[test]
    fn links_and_devices_are_refused_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        symlink("target", &link).unwrap();
        for place in [&link, Path::new("/dev/null"), Path::new("/dev/stdout")] {
            let before = fs::symlink_metadata(place)
                .map(|place| place.file_type())
                .ok();
            let run = with_output("--fail-count 0", place);
            assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{place:?}");
            let after = fs::symlink_metadata(place)
                .map(|place| place.file_type())
                .ok();
            assert_eq!(before, after, "{place:?}");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_full_disk_leaves_the_last_report_and_no_temporary_file() {
        let (_folder, place) = report_place();
        assert_eq!(with_output("--fail-count 0", &place).code, Some(0));
        let before = fs::read(&place).unwrap();
        // No byte can be written to a file. An error reports that, because the signal is ignored.
        let limited = r#"trap "" XFSZ; ulimit -f 0; exec "$0" "$@""#;
        let mut sh = Command::new("sh");
        sh.args(["-c", limited, env!("CARGO_BIN_EXE_demo"), "--output"]);
        let run = run(sh.arg(&place));
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
        let expected = format!("error: can't write the report to `{}`: ", place.display());
        assert!(run.stderr.starts_with(&expected), "{}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1);
        assert_eq!(fs::read(&place).unwrap(), before);
        let beside = fs::read_dir(place.parent().unwrap()).unwrap().count();
        assert_eq!(beside, 1);
    }

    /// A standard stream whose reader has gone.
    fn closed() -> Stdio {
        let (reader, writer) = UnixStream::pair().unwrap();
        drop(reader);
        OwnedFd::from(writer).into()
    }

    #[test]
    fn a_closed_standard_output_or_error_loses_no_report_and_does_not_panic() {
        for (close_stdout, code) in [(true, 1), (false, 0)] {
            let (_folder, place) = report_place();
            let mut demo = command("--base-delay 1ms");
            demo.arg("--output").arg(&place);
            if close_stdout {
                demo.stdout(closed());
            } else {
                demo.stderr(closed());
            }
            let output = demo.output().unwrap();
            assert_eq!(output.status.code(), Some(code));
            assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
            assert_eq!(json(&place)["total_retries"], 3);
        }
    }
}
