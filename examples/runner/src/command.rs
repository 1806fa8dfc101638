//! The command, and one attempt to run it.

use std::ffi::OsString;
use std::fs::File;
use std::future::{Future, pending};
use std::io;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::process::Command as Start;
use tokio::sync::oneshot;
use tokio::time::sleep;

use crate::failure::Failure;
use crate::group::Group;
use crate::input::Input;
use crate::shell;
use crate::signals::{Signal, Signals};
use crate::stderr;

/// A command, and the way to run it.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    pub(crate) program: OsString,
    pub(crate) arguments: Vec<OsString>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) grace: Duration,
    /// True if the command stays in the runner's process group and may use the terminal.
    pub(crate) foreground: bool,
    /// True if the standard output is held back, to pass on only that of the last attempt.
    pub(crate) hold_output: bool,
    /// True if the report needs the end of the standard error.
    pub(crate) keep_stderr: bool,
}

/// The values for the environment of an attempt.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    /// The number of the attempt, from 1.
    pub(crate) attempt: u32,
    /// `None` means no limit.
    pub(crate) max_retries: Option<u32>,
    pub(crate) previous_exit_code: Option<i32>,
}

/// The status and the output of an attempt.
#[derive(Debug, Default)]
pub(crate) struct Remains {
    pub(crate) status: Option<ExitStatus>,
    pub(crate) stderr: Vec<String>,
    /// The standard output, if it was held back.
    pub(crate) output: Option<File>,
}

/// The event that ended the wait for a command.
enum Cause {
    Itself(ExitStatus),
    Timeout(Duration),
    Signal(Signal),
}

impl Command {
    /// Runs the command once. If it fails, every process that it started is ended too, so that
    /// attempts never overlap.
    ///
    /// `remains` then holds the remains of the attempt, whether it succeeded or not.
    pub(crate) async fn attempt(
        &self,
        told: Told,
        input: &mut Input,
        signals: &mut Signals,
        remains: &mut Remains,
    ) -> Result<(), Failure> {
        if let Some(signal) = signals.told() {
            return Err(Failure::Interrupted(signal));
        }
        let mut group = self.start(told, input, remains)?;
        let stdin = group.child().stdin.take();
        let stderr = group.child().stderr.take();

        let (tell_end, end) = oneshot::channel();
        let listening = signals.clone();
        let run = async {
            let outcome = self.run(&mut group, input.feed(stdin), signals).await;
            let _nobody_listens = tell_end.send(());
            outcome
        };
        let pass_on = async {
            match stderr {
                Some(stderr) => stderr::pass_on(stderr, end, listening).await.lines(),
                None => Vec::new(),
            }
        };
        let (outcome, lines) = tokio::join!(run, pass_on);
        remains.stderr = lines;
        let (cause, status) = outcome.map_err(Failure::Runner)?;
        remains.status = Some(status);
        match cause {
            Cause::Itself(_) => Failure::of(status).map_or(Ok(()), Err),
            Cause::Timeout(timeout) => Err(Failure::TimedOut(timeout)),
            Cause::Signal(signal) => Err(Failure::Interrupted(signal)),
        }
    }

    /// Starts the command. The shell runs a script without `#!`, as with env(1) and timeout(1).
    fn start(
        &self,
        told: Told,
        input: &mut Input,
        remains: &mut Remains,
    ) -> Result<Group, Failure> {
        let started = self.start_by(Start::new(&self.program), told, input, remains);
        let script = match &started {
            Err(Failure::NotStarted { error, .. }) => shell::script(&self.program, error),
            _ => None,
        };
        let Some(script) = script else {
            return started;
        };
        let mut sh = Start::new("/bin/sh");
        sh.arg(script);
        self.start_by(sh, told, input, remains)
    }

    fn start_by(
        &self,
        mut start: Start,
        told: Told,
        input: &mut Input,
        remains: &mut Remains,
    ) -> Result<Group, Failure> {
        start.args(&self.arguments);
        start.env("RETRY_ATTEMPT", told.attempt.to_string());
        start.env("RETRY_MAX", max(told.max_retries));
        match told.previous_exit_code {
            Some(code) => start.env("RETRY_PREVIOUS_EXIT_CODE", code.to_string()),
            // A value here could come from an outer runner.
            None => start.env_remove("RETRY_PREVIOUS_EXIT_CODE"),
        };
        start.stdin(match input {
            Input::Terminal if self.foreground => Stdio::inherit(),
            input => input.stdio().map_err(Failure::Runner)?,
        });
        if self.hold_output {
            let file = tempfile::tempfile().map_err(Failure::Runner)?;
            start.stdout(file.try_clone().map_err(Failure::Runner)?);
            remains.output = Some(file);
        }
        if self.keep_stderr {
            start.stderr(Stdio::piped());
        }
        Group::spawn(&mut start, !self.foreground).map_err(|error| {
            let program = self.program.to_string_lossy().into_owned();
            Failure::NotStarted {
                hint: shell::hint(&program, !self.arguments.is_empty()),
                program,
                error,
            }
        })
    }

    async fn run(
        &self,
        group: &mut Group,
        feed: impl Future<Output = io::Result<()>>,
        signals: &mut Signals,
    ) -> io::Result<(Cause, ExitStatus)> {
        let time_is_up = async {
            match self.timeout {
                Some(timeout) => sleep(timeout).await,
                None => pending().await,
            }
        };
        let cause = tokio::select! {
            biased;
            status = group.wait() => Cause::Itself(status?),
            signal = signals.first() => Cause::Signal(signal),
            () = time_is_up => Cause::Timeout(self.timeout.unwrap_or_default()),
            Err(error) = feed => {
                group.end(Signal::TERM, self.grace, signals).await?;
                return Err(error);
            }
        };
        let status = match cause {
            Cause::Itself(status) if status.success() => status,
            Cause::Itself(_) | Cause::Timeout(_) => {
                group.end(Signal::TERM, self.grace, signals).await?
            }
            Cause::Signal(signal) => group.end(signal, self.grace, signals).await?,
        };
        Ok((cause, status))
    }
}

/// The number of retries in the words of a policy.
fn max(retries: Option<u32>) -> String {
    retries.map_or_else(|| "unlimited".to_owned(), |retries| retries.to_string())
}
