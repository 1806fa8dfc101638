//! Helpers that run the runner.

// Some test files don't use all of these functions.
#![allow(dead_code)]

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdout, Command, Output, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// Far more time than any test needs. A runner that runs longer hangs.
pub(crate) const HANGS: Duration = Duration::from_secs(60);

/// The outcome of a run.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn last_line(&self) -> &str {
        self.stderr.lines().last().unwrap_or_default()
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub(crate) fn runner<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Run {
    output(start().args(arguments)).into()
}

/// Runs a command under the runner, with empty standard input.
pub(crate) fn retried<S: AsRef<OsStr>>(flags: &str, command: impl IntoIterator<Item = S>) -> Run {
    output(&mut retrying(flags, command)).into()
}

/// Runs a `sh` script under the runner.
pub(crate) fn script(flags: &str, script: &str) -> Run {
    retried(flags, ["sh", "-c", script])
}

/// The runner without arguments, for a test to complete. It does not get the test's own input.
pub(crate) fn start() -> Command {
    heed_signals();
    let mut runner = Command::new(env!("CARGO_BIN_EXE_runner"));
    runner.stdin(Stdio::null());
    runner
}

/// Restores the default of ignored signals. A shell makes tests that it runs in the background
/// ignore signals, and their children inherit that. A signal with a handler gets its default in a
/// child (execve(2)).
#[cfg(unix)]
fn heed_signals() {
    use tokio::signal::unix::{SignalKind, signal};

    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let _entered = runtime.enter();
        for (kind, name) in [
            (SignalKind::interrupt(), "INT"),
            (SignalKind::terminate(), "TERM"),
            (SignalKind::hangup(), "HUP"),
            (SignalKind::quit(), "QUIT"),
        ] {
            let itself = format!("kill -s {name} $$");
            let shell = Command::new("sh").args(["-c", &itself]).status();
            if shell.is_ok_and(|status| status.success()) {
                drop(signal(kind).expect("a handler"));
            }
        }
    });
}

#[cfg(not(unix))]
fn heed_signals() {}

pub(crate) fn retrying<S: AsRef<OsStr>>(
    flags: &str,
    command: impl IntoIterator<Item = S>,
) -> Command {
    let mut runner = start();
    runner.args(words(flags)).arg("--").args(command);
    runner
}

/// Runs the runner to its end, which must come in time.
pub(crate) fn output(runner: &mut Command) -> Output {
    let runner = runner.stdout(Stdio::piped()).stderr(Stdio::piped());
    end(runner.spawn().expect("the runner starts"))
}

/// Runs the runner with this input on standard input, through a pipe.
pub(crate) fn output_with_input(runner: &mut Command, input: Vec<u8>) -> Output {
    let runner = runner.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = runner
        .stderr(Stdio::piped())
        .spawn()
        .expect("the runner starts");
    let mut pipe = child.stdin.take().unwrap();
    // A runner that closes its input early is not at fault.
    let writer = thread::spawn(move || pipe.write_all(&input).ok());
    let output = end(child);
    writer.join().unwrap();
    output
}

/// The output of a process until its end.
pub(crate) fn end(child: Child) -> Output {
    let id = child.id();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    let Ok(output) = receiver.recv_timeout(HANGS) else {
        let _killed = Command::new("kill")
            .args(["-KILL", &id.to_string()])
            .status();
        panic!("the runner hangs");
    };
    output.expect("the runner ends")
}

/// Ends all tests of the file if the runner hangs, because its processes may hold its pipes open
/// forever. Dropping the guard ends the watch.
#[must_use]
pub(crate) fn watch(child: &Child) -> mpsc::Sender<()> {
    let id = child.id().to_string();
    let test = thread::current().name().unwrap_or_default().to_owned();
    let (watched, over) = mpsc::channel();
    thread::spawn(move || {
        if over.recv_timeout(HANGS) == Err(RecvTimeoutError::Timeout) {
            let _killed = Command::new("kill").args(["-KILL", &id]).status();
            // Written directly, because the output of tests is captured.
            let _told = writeln!(io::stderr(), "the runner of {test} hangs");
            std::process::exit(101);
        }
    });
    watched
}

/// A runner that a test interacts with while it runs.
pub(crate) struct Running {
    pub(crate) child: Child,
    _watched: mpsc::Sender<()>,
    stdout: BufReader<ChildStdout>,
    stderr: BufReader<ChildStderr>,
}

impl Running {
    pub(crate) fn start(runner: &mut Command) -> Self {
        let runner = runner.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = runner.spawn().expect("the runner starts");
        let watched = watch(&child);
        Self {
            stdout: BufReader::new(child.stdout.take().unwrap()),
            stderr: BufReader::new(child.stderr.take().unwrap()),
            child,
            _watched: watched,
        }
    }

    pub(crate) fn write(&mut self, input: &str) {
        let stdin = self.child.stdin.as_mut().expect("a pipe");
        stdin.write_all(input.as_bytes()).unwrap();
    }

    /// The next line of standard output.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// The next line of standard error.
    pub(crate) fn error_line(&mut self) -> String {
        let mut line = String::new();
        self.stderr.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Waits for the end, and returns the rest of the output.
    pub(crate) fn end(mut self) -> Run {
        drop(self.child.stdin.take());
        let (mut stdout, mut stderr) = (String::new(), String::new());
        let mut pipe = self.stderr;
        let reader = thread::spawn(move || pipe.read_to_string(&mut stderr).map(|_| stderr));
        self.stdout.read_to_string(&mut stdout).unwrap();
        Run {
            stdout,
            stderr: reader.join().unwrap().unwrap(),
            code: self.child.wait().unwrap().code(),
        }
    }
}

pub(crate) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace()
}

/// A folder that is deleted after the test, and the path for a report in that folder.
pub(crate) fn report_place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("new/folders/report.json");
    (folder, place)
}

/// A pipe that blocks its writer until there is a reader.
#[cfg(unix)]
pub(crate) fn named_pipe(folder: &TempDir) -> PathBuf {
    let pipe = folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    pipe
}

/// Runs the runner with flags and a report, but without a command.
pub(crate) fn with_output(line: &str, place: &Path) -> Run {
    runner(words(line).chain(["--output", place.to_str().unwrap()]))
}

/// Runs a `sh` script under the runner, with a report and delays that take no time.
pub(crate) fn reported(script: &str, place: &Path) -> Run {
    let flags = ["--base-delay", "1ms", "--output", place.to_str().unwrap()];
    runner(flags.into_iter().chain(["--", "sh", "-c", script]))
}

pub(crate) fn json(place: &Path) -> serde_json::Value {
    serde_json::from_str(&fs::read_to_string(place).unwrap()).unwrap()
}

/// A command without arguments.
pub(crate) fn alone(program: &str) -> [OsString; 1] {
    [program.into()]
}
