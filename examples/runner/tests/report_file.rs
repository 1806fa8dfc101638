//! The place of the report: refused, replaced, followed or kept.

mod support;

use std::fs;

use support::{json, report_place, reported, runner};

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

    // A folder in place of the report, a file in place of a folder, and a read-only file.
    for place in [folder.path(), &file.join("report.json"), &read_only] {
        let run = reported("true", place);
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

/// The temporary file has a new name each time, so a message with its name would differ each time.
#[cfg(target_os = "linux")]
#[test]
fn a_refusal_names_no_temporary_file() {
    let run = reported("true", std::path::Path::new("/proc/report.json"));
    assert_eq!(run.code, Some(1));
    assert_eq!(
        run.stderr,
        "error: can't write the report to `/proc/report.json`: No such file or directory (os error 2)\n"
    );
}

#[test]
fn a_name_that_no_file_can_have_is_refused_before_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let long = "x".repeat(300);
    for name in [
        "newdir/",
        "nodir/..",
        "newdir/.",
        ".",
        long.as_str(),
        &format!("no/{long}"),
    ] {
        let place = format!("{}/{name}", folder.path().display());
        let run = reported("echo ran", place.as_ref());
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "for {name}");
        let expected = format!("error: can't write the report to `{place}`: ");
        assert!(run.stderr.starts_with(&expected), "{}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1);
    }
}

#[test]
fn a_hyphen_is_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = support::start();
    command.args(["--output", "-", "--", "sh", "-c", "echo out; exit 0"]);
    let run = support::Run::from(support::output(command.current_dir(&folder)));
    let (out, report) = run.stdout.split_once('\n').unwrap();
    assert_eq!((run.code, out), (Some(0), "out"), "{}", run.stderr);
    let report: serde_json::Value = serde_json::from_str(report).unwrap();
    assert_eq!(report["status"], "success");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);

    let plan = runner(["--plan", "--output", "-"]);
    assert_eq!(plan.code, Some(0));
    assert!(plan.stdout.starts_with("<svg") && plan.stdout.ends_with("</svg>\n"));
}

#[test]
fn a_long_run_reports_its_first_and_last_attempts() {
    let (_folder, place) = report_place();
    let flags = "--quiet --base-delay 1ns --backoff constant --max-retries 219 --output";
    let script = "echo $RETRY_ATTEMPT >&2; exit 3";
    let arguments = support::words(flags).chain([place.to_str().unwrap()]);
    let run = runner(arguments.chain(["--", "sh", "-c", script]));
    assert_eq!(run.code, Some(3));
    let report = json(&place);
    assert_eq!(report["total_attempts"], 220);
    assert_eq!(report["omitted_attempts"], 20);
    let attempts = report["attempts"].as_array().unwrap();
    assert_eq!(attempts.len(), 200);
    for attempt in attempts {
        let number = attempt["attempt"].to_string();
        assert_eq!(attempt["stderr"], serde_json::json!([number]));
    }
}

#[cfg(unix)]
mod on_unix {
    use std::os::fd::OwnedFd;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixStream;
    use std::path::Path;
    use std::process::{Command, Stdio};

    use super::support::named_pipe;
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode()
    }

    #[test]
    fn a_new_report_is_as_readable_as_any_new_file() {
        let (folder, place) = report_place();
        assert_eq!(reported("true", &place).code, Some(0));
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
        assert_eq!(reported("true", &place).code, Some(0));
        assert_eq!(json(&place)["status"], "success");
        assert_eq!(mode(&place) & 0o777, 0o600);
    }

    #[test]
    fn a_symbolic_link_is_kept_and_leads_to_the_report() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        symlink("target", &link).unwrap();
        // The link has no target at first, and later leads to the last report.
        for failures in ["0", "1"] {
            let script = format!("test $RETRY_ATTEMPT -gt {failures}");
            assert_eq!(reported(&script, &link).code, Some(0));
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            let target = json(&folder.path().join("target"));
            assert_eq!(target["total_retries"].to_string(), failures);
        }
    }

    #[test]
    fn links_to_links_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        symlink("second", place("first")).unwrap();
        symlink("third", place("second")).unwrap();
        symlink("target", place("third")).unwrap();
        let run = reported("true", &place("first"));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        for link in ["first", "second", "third"] {
            assert!(fs::symlink_metadata(place(link)).unwrap().is_symlink());
        }
        assert_eq!(json(&place("target"))["status"], "success");
    }

    #[test]
    fn endless_links_are_refused_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        symlink("there", place("here")).unwrap();
        symlink("here", place("there")).unwrap();
        let run = reported("true", &place("here"));
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
        assert!(
            run.stderr.ends_with("its symbolic links form a loop\n"),
            "{}",
            run.stderr
        );
        for link in ["here", "there"] {
            assert!(fs::symlink_metadata(place(link)).unwrap().is_symlink());
        }
    }

    #[test]
    fn a_pipe_is_written_into() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = named_pipe(&folder);
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read_to_string(pipe).unwrap()
        });
        assert_eq!(reported("true", &pipe).code, Some(0));
        assert!(reader.join().unwrap().contains("\"status\": \"success\""));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn standard_output_by_its_path_may_be_a_pipe() {
        let run = reported("true", Path::new("/dev/stdout"));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(run.stdout.starts_with("{\n"), "{}", run.stdout);
    }

    #[test]
    fn a_report_into_the_runners_output_file_keeps_that_output() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("all");
        let run = |redirected: &str| {
            let script = format!(r#"(echo before; "$0" "$@"; echo after) {redirected} "$FILE""#);
            let status = Command::new("sh")
                .env("FILE", &file)
                .args(["-c", &script, env!("CARGO_BIN_EXE_runner"), "--output"])
                .arg(&file)
                .args(["--", "sh", "-c", "echo out; echo error >&2"])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .unwrap();
            assert_eq!(status.code(), Some(0));
            fs::read_to_string(&file).unwrap()
        };
        for (redirected, before) in [("1>", "before\nout\n{"), ("2>", "error\n{")] {
            let all = run(redirected);
            assert!(all.starts_with(before), "{all}");
            assert!(all.contains("\"status\": \"success\""), "{all}");
            let after = if redirected == "1>" {
                "}\nafter\n"
            } else {
                "}\n"
            };
            assert!(all.ends_with(after), "{all}");
        }
    }

    /// A full disk, as a process sees it: no byte can be written to a file.
    #[test]
    fn a_full_disk_leaves_the_last_report_and_no_temporary_file() {
        let (_folder, place) = report_place();
        assert_eq!(reported("true", &place).code, Some(0));
        let before = fs::read(&place).unwrap();

        // The error comes from the write, because the signal is ignored.
        let limited = r#"trap "" XFSZ; ulimit -f 0; exec "$0" "$@""#;
        let output = Command::new("sh")
            .args(["-c", limited, env!("CARGO_BIN_EXE_runner")])
            .args(["--base-delay", "1ms", "--quiet", "--output"])
            .arg(&place)
            .args(["--", "true"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8(output.stderr).unwrap();
        let expected = format!("error: can't write the report to `{}`: ", place.display());
        assert!(said.starts_with(&expected), "{said}");
        assert_eq!(said.lines().count(), 1);
        assert_eq!(fs::read(&place).unwrap(), before);
        let beside = fs::read_dir(place.parent().unwrap()).unwrap().count();
        assert_eq!(beside, 1);
    }

    /// A file of the host that is mounted as into a container.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_mounted_file_is_written_in_place() {
        let folder = tempfile::tempdir().unwrap();
        let (host, mounted) = (folder.path().join("host"), folder.path().join("mounted"));
        fs::write(
            &host,
            "a report that is longer than the next one".repeat(100),
        )
        .unwrap();
        fs::write(&mounted, "").unwrap();
        let script = r#"mount --bind "$1" "$2" || exit 77; "$0" --output "$2" -- true"#;
        let output = Command::new("unshare")
            .args(["-rm", "sh", "-c", script, env!("CARGO_BIN_EXE_runner")])
            .args([&host, &mounted])
            .output();
        let Some(output) = output
            .ok()
            .filter(|output| output.status.code() != Some(77))
        else {
            eprintln!("SKIPPED: this test needs the right to mount");
            return;
        };
        let said = String::from_utf8_lossy(&output.stderr);
        if said.starts_with("unshare:") {
            eprintln!("SKIPPED: this test needs the right to mount: {said}");
            return;
        }
        assert_eq!((output.status.code(), &*said), (Some(0), ""));
        assert_eq!(json(&host)["status"], "success");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_immutable_file_is_refused_before_the_run() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "to be kept").unwrap();
        let chattr = |flag: &str| {
            let output = Command::new("chattr").arg(flag).arg(&file).output();
            output.is_ok_and(|output| output.status.success())
        };
        if !chattr("+i") {
            eprintln!("SKIPPED: this test needs chattr(1) and its rights");
            return;
        }
        let run = reported("echo ran", &file);
        assert!(chattr("-i"));
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
        assert!(
            run.stderr.starts_with("error: can't write the report to"),
            "{}",
            run.stderr
        );
        assert_eq!(fs::read_to_string(&file).unwrap(), "to be kept");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_device_is_reported() {
        let run = reported("true", Path::new("/dev/full"));
        assert_eq!(run.code, Some(1));
        assert_eq!(
            run.stderr,
            "error: can't write the report to `/dev/full`: No space left on device (os error 28)\n"
        );
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
            runner.args(["--base-delay", "1ms", "--output-of", "last", "--output"]);
            let script = "echo out; test $RETRY_ATTEMPT = 4";
            runner.arg(&place).args(["--", "sh", "-c", script]);
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
fn a_report_replaces_the_last_report_atomically() {
    let (folder, place) = report_place();
    assert_eq!(reported("true", &place).code, Some(0));
    // A reader that has the last report open keeps its content: the file is replaced, not
    // overwritten.
    let opened = folder.path().join("opened");
    fs::hard_link(&place, &opened).unwrap();
    assert_eq!(reported("false", &place).code, Some(1));
    assert_eq!(json(&place)["status"], "failed");
    assert_eq!(json(&opened)["status"], "success");
    let beside = fs::read_dir(place.parent().unwrap()).unwrap().count();
    assert_eq!(beside, 1);
}
