//! The text that a person sees at a terminal.

#![cfg(unix)]

mod support;

use std::fs::File;
use std::io::Read;
use std::os::unix::process::CommandExt;
use std::process::Child;

use nix::pty::{Winsize, openpty};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use support::{end, retrying, watch, words};

/// Starts the runner with its standard error on a terminal. Returns the text there until the
/// terminal closes or contains `until`.
fn seen(flags: &str, until: Option<(&str, Signal)>) -> (String, Child) {
    let size = Winsize {
        ws_row: 24,
        ws_col: 100,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    let terminal = openpty(&size, None).unwrap();
    let mut runner = retrying(flags, ["sh", "-c", "exit 7"]);
    runner
        .env("TERM", "xterm")
        .env_remove("NO_COLOR")
        .process_group(0);
    let child = runner.stderr(terminal.slave).spawn().unwrap();
    let _watched = watch(&child);
    // Only the runner still has its end of the terminal.
    drop(runner);
    let mut screen = File::from(terminal.master);
    let mut text = String::new();
    let mut chunk = [0; 1024];
    let mut until = until;
    // On Linux, the end of a terminal is an error.
    while let Ok(len @ 1..) = screen.read(&mut chunk) {
        text.push_str(&String::from_utf8_lossy(&chunk[..len]));
        if until.is_some_and(|(word, _)| text.contains(word)) {
            let id = Pid::from_raw(child.id().try_into().unwrap());
            kill(id, until.take().unwrap().1).unwrap();
        }
    }
    (text, child)
}

#[test]
fn a_countdown_is_shown_while_it_waits() {
    let (text, child) = seen("--max-retries 1 --base-delay 1s", None);
    assert_eq!(end(child).status.code(), Some(7));
    let left = text.split("retrying in ").skip(1).map(|rest| {
        let (seconds, _) = rest.split_once('s').unwrap();
        seconds.parse::<f64>().expect(seconds)
    });
    let left: Vec<_> = left.collect();
    assert!(left.len() > 1 && left[0] <= 1.0, "{text:?}");
    assert!(
        left.is_sorted_by(|a, b| a >= b) && left[0] > left[left.len() - 1],
        "{text:?}"
    );
    // The countdown is cleared before the next text.
    let (_, after) = text.rsplit_once("retrying in").unwrap();
    assert!(after.contains("\u{1b}[2K"), "{text:?}");
    assert!(after.contains("Failed after 1 retry"), "{text:?}");
}

#[test]
fn a_countdown_is_cleared_by_a_signal() {
    let until = ("retrying in", Signal::SIGINT);
    let (text, child) = seen("--base-delay 1h --max-delay 1h", Some(until));
    assert_eq!(end(child).status.code(), Some(130));
    let (_, after) = text.rsplit_once("retrying in").unwrap();
    assert!(after.contains("\u{1b}[2K"), "{text:?}");
    assert!(after.contains("Interrupted by SIGINT"), "{text:?}");
}

#[test]
fn no_countdown_is_shown_without_a_terminal_or_as_json_or_quiet() {
    for flags in ["--quiet", "--log-format json"] {
        let (text, child) = seen(&format!("--max-retries 1 --base-delay 200ms {flags}"), None);
        assert_eq!(end(child).status.code(), Some(7));
        assert!(!text.contains("retrying in"), "{flags}: {text:?}");
    }
    let piped = support::script("--max-retries 1 --base-delay 200ms", "exit 7");
    assert!(!piped.stderr.contains("retrying in"), "{}", piped.stderr);
    assert_eq!(words(&piped.stderr).next(), Some("WARN"));
}
