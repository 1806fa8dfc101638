//! Standard input, which each attempt reads from its start.

#![cfg(unix)]

mod support;

use std::fs::{self, File};
use std::process::Stdio;

use support::{Run, Running, end, output, output_with_input, retrying};

const FAST: &str = "--base-delay 1ms --max-delay 1ms";

/// Input that is larger than the memory limit, with no two equal lines.
fn large() -> Vec<u8> {
    let lines: Vec<_> = (0..300_000).map(|n| format!("line {n}\n")).collect();
    let lines = lines.concat();
    assert!(lines.len() > 3 * 1024 * 1024);
    lines.into()
}

fn checksum(input: &[u8]) -> String {
    let mut cksum = std::process::Command::new("cksum");
    String::from_utf8(output_with_input(&mut cksum, input.to_vec()).stdout).unwrap()
}

#[test]
fn input_from_a_pipe_is_given_to_each_attempt() {
    let mut runner = retrying(FAST, ["sh", "-c", "cat; exit 1"]);
    let run = Run::from(output_with_input(&mut runner, b"hello\n".to_vec()));
    assert_eq!(run.stdout, "hello\n".repeat(4));
    assert_eq!(run.code, Some(1));
}

#[test]
fn input_above_the_memory_limit_is_given_to_each_attempt() {
    let input = large();
    let mut runner = retrying(
        &format!("{FAST} --max-retries 2"),
        ["sh", "-c", "cksum; exit 1"],
    );
    let run = Run::from(output_with_input(&mut runner, input.clone()));
    assert_eq!(run.stdout, checksum(&input).repeat(3));
}

#[test]
fn input_that_an_attempt_left_unread_is_given_to_the_next() {
    let input = large();
    for unread in [
        "exit 1",
        "exec <&-; exit 1",
        "head -c 100000 >/dev/null; exit 1",
    ] {
        let last = format!("test $RETRY_ATTEMPT -gt 2 || {{ {unread}; }}; cksum");
        let mut runner = retrying(FAST, ["sh", "-c", &last]);
        let run = Run::from(output_with_input(&mut runner, input.clone()));
        assert_eq!(
            (run.code, run.stdout),
            (Some(0), checksum(&input)),
            "after {unread}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn input_is_kept_in_bounded_memory() {
    // Prints the peak memory of the runner, which is the parent of the command, in kB.
    let peak = r"cat >/dev/null; sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' /proc/$PPID/status";
    let peak_with = |input| {
        let run = Run::from(output_with_input(
            &mut retrying("", ["sh", "-c", peak]),
            input,
        ));
        run.stdout.trim().parse::<usize>().expect("a number of kB")
    };
    let (little, much) = (peak_with(vec![b'x'; 10]), peak_with(vec![b'x'; 64 << 20]));
    assert!(much < little + 16 * 1024, "{little} kB, then {much} kB");
}

#[test]
fn input_is_passed_on_as_it_is_written() {
    let mut runner = Running::start(retrying("", ["cat"]).stdin(Stdio::piped()));
    // The answer arrives before the end of the input.
    for line in ["one", "two"] {
        runner.write(&format!("{line}\n"));
        assert_eq!(runner.line(), line);
    }
    assert_eq!(runner.end().code, Some(0));
}

#[test]
fn input_that_never_ends_does_not_keep_the_runner_running() {
    let mut runner = retrying("", ["true"]);
    runner
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = runner.spawn().unwrap();
    let held_open = child.stdin.take();
    assert_eq!(end(child).status.code(), Some(0));
    drop(held_open);
}

#[test]
fn input_from_a_file_is_read_from_its_start_position() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input");
    fs::write(&path, "one\ntwo\nthree\n").unwrap();
    let mut outer = std::process::Command::new("sh");
    let read = "read line; echo $line; test $RETRY_ATTEMPT = 3";
    outer
        .args([
            "-c",
            r#"read first; "$0" --quiet --base-delay 1ms -- sh -c "$1"; read last; echo $last"#,
        ])
        .args([env!("CARGO_BIN_EXE_runner"), read])
        .stdin(File::open(&path).unwrap());
    // Each attempt reads the second line and leaves the third to the next reader.
    assert_eq!(
        Run::from(output(&mut outer)).stdout,
        "two\ntwo\ntwo\nthree\n"
    );
}

#[test]
fn input_from_a_device_is_passed_on() {
    let mut runner = retrying(FAST, ["sh", "-c", "head -c 5 | wc -c; exit 1"]);
    runner.stdin(File::open("/dev/zero").unwrap());
    let run = Run::from(output(&mut runner));
    assert_eq!(run.stdout.split_whitespace().collect::<Vec<_>>(), ["5"; 4]);
}

/// Another process with this pipe can make the pipe non-blocking at any time.
#[test]
fn input_from_a_non_blocking_pipe_is_waited_for() {
    use std::io::Write;
    use std::os::fd::OwnedFd;
    use std::os::unix::net::UnixStream;

    let (input, mut to) = UnixStream::pair().unwrap();
    input.set_nonblocking(true).unwrap();
    let mut runner = retrying(FAST, ["sh", "-c", "cat; test $RETRY_ATTEMPT = 2"]);
    let mut runner = Running::start(runner.stdin(OwnedFd::from(input)));
    std::thread::sleep(std::time::Duration::from_millis(50));
    to.write_all(b"late\n").unwrap();
    assert_eq!(runner.line(), "late");
    drop(to);
    let run = runner.end();
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "late\n"));
}
