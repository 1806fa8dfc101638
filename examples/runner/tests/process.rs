//! The runner as a process: its lines, exit codes and report.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// What a run left behind.
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    fn last_line(&self) -> &str {
        self.stdout.lines().last().unwrap_or_default()
    }
}

fn runner<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Run {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_runner"))
        .args(arguments)
        .output()
        .expect("the runner starts");
    Run {
        code: status.code(),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace()
}

/// A folder that goes with the test, and a report's place in it.
fn report_place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("new/folders/report.json");
    (folder, place)
}

fn with_output(line: &str, place: &Path) -> Run {
    runner(words(line).chain(["--output", place.to_str().unwrap()]))
}

fn json(place: &Path) -> serde_json::Value {
    serde_json::from_str(&fs::read_to_string(place).unwrap()).unwrap()
}

#[test]
fn the_main_job() {
    let (_folder, place) = report_place();
    let run = with_output("--max-retries 5 --base-delay 0.1", &place);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(run.stdout, "Success after 3 retries (total delay: 0.7s)\n");
    let lines: Vec<_> = run.stderr.lines().map(str::trim).collect();
    assert_eq!(
        lines,
        [
            "WARN attempt failed, retrying attempt=1 delay=100ms error=request 1: service unavailable",
            "WARN attempt failed, retrying attempt=2 delay=200ms error=request 2: service unavailable",
            "WARN attempt failed, retrying attempt=3 delay=400ms error=request 3: service unavailable",
        ]
    );
    // The README shows this very session.
    let readme = include_str!("../../../README.md");
    let session = format!("```text\n{}{}```", run.stderr, run.stdout);
    assert!(
        readme.contains(&session),
        "the README does not show\n{session}"
    );
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/retry_report.json");
    assert_eq!(
        fs::read_to_string(&place).unwrap(),
        fs::read_to_string(golden).unwrap()
    );
}

#[test]
fn exhausted_retries() {
    let (_folder, place) = report_place();
    let run = with_output("--max-retries 5 --base-delay 1ms --fail-count 9", &place);
    assert_eq!(run.code, Some(1));
    let error = "request 6: service unavailable";
    assert_eq!(
        run.last_line(),
        format!("Failed after 5 retries (total delay: 0.031s): {error}")
    );
    let report = json(&place);
    assert_eq!(report["status"], "failed");
    assert_eq!(report["reason"], "retries_exhausted");
    assert_eq!(report["error"], error);
    assert_eq!(report["attempts"].as_array().unwrap().len(), 6);
    assert_eq!(report["attempts"][4]["delay_seconds"], 0.016);
    assert!(report["attempts"][5].get("delay_seconds").is_none());
    assert_eq!(
        (&report["total_attempts"], &report["total_retries"]),
        (&6.into(), &5.into())
    );
}

#[test]
fn success_at_once_and_after_one_retry() {
    let at_once = runner(words("--fail-count 0"));
    assert_eq!(
        at_once.stdout,
        "Success after 0 retries (total delay: 0s)\n"
    );
    assert_eq!(at_once.stderr, "");
    let one = runner(words("--fail-count 1 --base-delay 1ms"));
    assert_eq!(one.stdout, "Success after 1 retry (total delay: 0.001s)\n");
}

#[test]
fn quiet_leaves_only_the_last_line() {
    let run = runner(words("--base-delay 1ms --quiet"));
    assert_eq!(
        run.stdout,
        "Success after 3 retries (total delay: 0.007s)\n"
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (_folder, place) = report_place();
    let mut runs = Vec::new();
    for seed in ["42", "42", "43"] {
        let line = format!("--base-delay 2ms --jitter --seed {seed}");
        let run = with_output(&line, &place);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        runs.push((run.stdout, run.stderr, fs::read(&place).unwrap()));
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
}

#[test]
fn the_rules_are_those_of_the_table() {
    let table = include_str!("../../../data/policies.tsv");
    for row in table.lines().filter(|row| !row.starts_with('#')) {
        let (arguments, expected) = row.split_once('\t').expect(row);
        let mut flags = vec!["--fail-count".to_owned(), "0".to_owned()];
        for argument in arguments.split(", ") {
            let (key, value) = argument.split_once(" = ").unwrap_or((argument, ""));
            flags.push(match key {
                "max" => "--max-retries".to_owned(),
                key => format!("--{}", key.replace('_', "-")),
            });
            if !value.is_empty() {
                flags.push(value.trim_matches('"').to_owned());
            }
        }
        let run = runner(flags.iter().map(String::as_str));
        if expected == "ok" {
            assert_eq!(
                (run.code, run.stderr.as_str()),
                (Some(0), ""),
                "for {flags:?}"
            );
        } else {
            assert_eq!(run.code, Some(2), "for {flags:?}");
            assert!(
                run.stderr.contains(expected),
                "for {flags:?}: {}",
                run.stderr
            );
            assert_eq!(run.stdout, "", "for {flags:?}");
        }
    }
}

/// Zero, negative, infinite, NaN, huge, and what is no number at all.
#[test]
fn refusals_have_one_message_and_leave_the_report_alone() {
    let (_folder, place) = report_place();
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(&place, "the report that stood here").unwrap();
    for (line, message) in [
        ("--max-retries 0", "`max` must be at least 1"),
        ("--max-retries -1", "`max` must be at least 1"),
        (
            "--max-retries=99999999999999999999",
            "`max` must be at most 4294967294",
        ),
        ("--max-retries five", "an integer, or `unlimited`"),
        ("--max-retries 2.5", "an integer, or `unlimited`"),
        ("--base-delay 0", "`base_delay` must be greater than zero"),
        (
            "--base-delay 0.000",
            "`base_delay` must be greater than zero",
        ),
        (
            "--base-delay -1",
            "a duration can't be negative: did you mean `1s`?",
        ),
        (
            "--base-delay -100ms",
            "a duration can't be negative: did you mean `100ms`?",
        ),
        (
            "--base-delay -0.1",
            "a duration can't be negative: did you mean `0.1s`?",
        ),
        ("--base-delay inf", "`inf` is not a duration"),
        ("--base-delay -inf", "a duration can't be negative"),
        ("--base-delay NaN", "`NaN` is not a duration"),
        ("--base-delay 1e3", "`e` is not a unit of time"),
        ("--base-delay 99999999999999999999", "is too long"),
        (
            "--base-delay 99999999999",
            "`base_delay` must be at most 584 years",
        ),
        ("--max-delay 0", "`max_delay` must be greater than zero"),
        ("--max-delay -3s", "a duration can't be negative"),
        (
            "--base-delay 2 --max-delay 1",
            "`max_delay` must not be shorter than `base_delay` (got 1s)",
        ),
        ("--factor 0.5", "`factor` must be a finite number"),
        ("--factor NaN", "`factor` must be a finite number"),
        ("--factor -inf", "`factor` must be a finite number"),
        ("--factor two", "`two` is not a number"),
        ("--seed -1", "'-1' for '--seed"),
        ("--fail-count -1", "'-1' for '--fail-count"),
        ("--jitter some", "`jitter` is one of none, full"),
        (
            "--jitter proportional(NaN)",
            "p must be above 0 and at most 1",
        ),
        ("--no-such-flag", "--no-such-flag"),
        ("surplus", "surplus"),
    ] {
        let run = with_output(line, &place);
        assert_eq!(run.code, Some(2), "for {line}: {}", run.stderr);
        assert_eq!(run.stdout, "", "for {line}");
        assert!(run.stderr.contains(message), "for {line}: {}", run.stderr);
        assert_eq!(
            run.stderr.matches("error:").count(),
            1,
            "for {line}: {}",
            run.stderr
        );
        assert!(
            !run.stderr.contains("panicked"),
            "for {line}: {}",
            run.stderr
        );
        assert_eq!(
            fs::read_to_string(&place).unwrap(),
            "the report that stood here"
        );
    }
}

#[test]
fn an_unwritable_output_is_refused_before_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "not a folder").unwrap();
    let read_only = folder.path().join("read-only");
    fs::write(&read_only, "to be kept").unwrap();
    let mut permissions = fs::metadata(&read_only).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&read_only, permissions).unwrap();

    // A folder where the report should be, a file where a folder should be, and
    // a file that nobody may write.
    for place in [folder.path(), &file.join("report.json"), &read_only] {
        let run = with_output("--fail-count 0", place);
        assert_eq!(run.code, Some(1));
        assert_eq!(run.stdout, "");
        let expected = format!("error: can't write the report to `{}`: ", place.display());
        assert!(run.stderr.starts_with(&expected), "{}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1);
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "not a folder");
    assert_eq!(fs::read_to_string(&read_only).unwrap(), "to be kept");
    // No temporary file is left.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[cfg(unix)]
mod on_unix {
    use std::os::fd::OwnedFd;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixStream;
    use std::process::Stdio;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode()
    }

    #[test]
    fn a_new_report_is_as_readable_as_any_new_file() {
        let (folder, place) = report_place();
        assert_eq!(with_output("--fail-count 0", &place).code, Some(0));
        let plain = folder.path().join("plain");
        fs::write(&plain, "").unwrap();
        assert_eq!(mode(&place), mode(&plain));
    }

    #[test]
    fn a_replaced_report_keeps_its_mode() {
        let (_folder, place) = report_place();
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, "").unwrap();
        fs::set_permissions(&place, fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(with_output("--fail-count 0", &place).code, Some(0));
        assert_eq!(json(&place)["status"], "success");
        assert_eq!(mode(&place) & 0o777, 0o600);
    }

    #[test]
    fn a_symbolic_link_stays_and_leads_to_the_report() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        symlink("target", &link).unwrap();
        // At first it leads nowhere, then to the last report.
        for failures in ["0", "1"] {
            let flags = format!("--base-delay 1ms --fail-count {failures}");
            assert_eq!(with_output(&flags, &link).code, Some(0));
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            let target = json(&folder.path().join("target"));
            assert_eq!(target["total_retries"].to_string(), failures);
        }
    }

    #[test]
    fn a_pipe_is_written_into() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(
            Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .unwrap()
                .success()
        );
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read_to_string(pipe).unwrap()
        });
        assert_eq!(with_output("--fail-count 0", &pipe).code, Some(0));
        assert!(reader.join().unwrap().contains("\"status\": \"success\""));
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
            let mut runner = Command::new(env!("CARGO_BIN_EXE_runner"));
            runner.args(["--base-delay", "1ms", "--output"]).arg(&place);
            if close_stdout {
                runner.stdout(closed());
            } else {
                runner.stderr(closed());
            }
            let output = runner.output().unwrap();
            assert_eq!(output.status.code(), Some(code));
            assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
            assert_eq!(json(&place)["total_retries"], 3);
        }
    }
}

#[test]
fn a_report_takes_the_place_of_the_last_one_whole() {
    let (folder, place) = report_place();
    assert_eq!(
        with_output("--base-delay 1ms --fail-count 1", &place).code,
        Some(0)
    );
    // Who has the last report open keeps it: the file is replaced, not written to.
    let opened = folder.path().join("opened");
    fs::hard_link(&place, &opened).unwrap();
    assert_eq!(
        with_output("--base-delay 1ms --fail-count 9", &place).code,
        Some(1)
    );
    assert_eq!(json(&place)["status"], "failed");
    assert_eq!(json(&opened)["status"], "success");
    let beside = fs::read_dir(place.parent().unwrap()).unwrap().count();
    assert_eq!(beside, 1);
}

#[test]
fn help_and_version() {
    let help = runner(["--help"]);
    assert_eq!(help.code, Some(0));
    for flag in [
        "--max-retries",
        "--base-delay",
        "--max-delay",
        "--factor",
        "--jitter",
        "--seed",
        "--fail-count",
        "--output",
        "--quiet",
    ] {
        assert!(help.stdout.contains(flag), "{flag}");
    }
    let version = runner(["--version"]);
    assert_eq!(
        version.stdout,
        concat!("runner ", env!("CARGO_PKG_VERSION"), "\n")
    );
}
