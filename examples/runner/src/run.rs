//! A run: the command, retried by the library, and its outcome.

use std::io::{self, Seek};
use std::rc::Rc;

use retry_runtime::{Policy, Report, retry};
use serde_json::Value;
use tokio::task::spawn_blocking;

use crate::cli::Run;
use crate::codes::Rules;
use crate::command::{Command, Remains, Told};
use crate::failure::{self, Failure};
use crate::group;
use crate::history::{self, History, Ran};
use crate::input::Input;
use crate::log::Log;
use crate::output;
use crate::report_file::ReportFile;
use crate::signals::Signals;
use crate::wait::Wait;

/// Runs the command, writes the report, and returns the exit code.
pub(crate) async fn run(run: Run, file: Option<ReportFile>) -> io::Result<i32> {
    let signals = Signals::listen()?;
    let log = Log::to_stderr(run.log, run.quiet);
    let call = Call {
        policy: run.policy,
        wait: Rc::new(Wait::new(signals.clone(), matches!(log, Log::Text))),
        signals,
        log,
        report: Report::bounded(history::KEPT),
        history: History::new(),
        timings: run.timings,
        file,
    };
    call.command(&run.command, &run.rules).await
}

/// One retried call, and everything that is known about it.
struct Call {
    policy: Policy,
    wait: Rc<Wait>,
    signals: Signals,
    log: Log,
    report: Report,
    history: History,
    timings: bool,
    file: Option<ReportFile>,
}

impl Call {
    /// Runs the command. Standard output belongs to the command, so the outcome goes to the log. A
    /// command that succeeds at once gets no log line.
    async fn command(mut self, command: &Command, rules: &Rules) -> io::Result<i32> {
        group::watch()?;
        let wait = self.wait.clone();
        let mut input = Input::of_this_process();
        let outcome = wait
            .outcome_of(self.attempts(command, rules, &mut input))
            .await;

        let written = self.write().await;
        let passed_on = match self.history.take_output() {
            Some(mut held) => {
                self.unless_told(move || held.rewind().and_then(|()| output::copy(&mut held)))
                    .await
            }
            None => Ok(()),
        };
        let advice = match &outcome {
            Some(Err(failure)) => rules.advice(failure),
            _ => "",
        };
        let summary = self.summary(outcome.is_none(), advice);
        let at_once = matches!(outcome, Some(Ok(()))) && self.report.total_retries == 0;
        if !at_once {
            let log = self.log;
            self.unless_told(move || {
                log.tell(&summary);
                Ok(())
            })
            .await?;
        }
        written?;
        passed_on?;
        Ok(match self.signals.told() {
            Some(signal) => failure::exit_code_of(signal),
            None => self.history.exit_code().unwrap_or_default(),
        })
    }

    #[retry(
        name = "command",
        policy = self.policy,
        classify = |failure| rules.verdict(failure),
        attempt = attempt,
        observe(self.report, self.log),
        sleep = |delay| self.wait.delay(delay)
    )]
    async fn attempts(
        &mut self,
        command: &Command,
        rules: &Rules,
        input: &mut Input,
    ) -> Result<(), Failure> {
        let started = self.history.elapsed();
        let told = Told {
            attempt,
            max_retries: self.policy.max(),
            previous_exit_code: self.history.exit_code(),
        };
        let mut remains = Remains::default();
        let outcome = command
            .attempt(told, input, &mut self.signals, &mut remains)
            .await;
        let code = outcome.as_ref().err().map_or(0, Failure::exit_code);
        self.history.add(started, Ran { code, remains });
        outcome
    }

    fn summary(&self, interrupted: bool, advice: &str) -> String {
        let told = self.signals.told().filter(|_| interrupted);
        if let Some(signal) = told {
            self.log.interrupted(signal);
        }
        output::summary(&self.report, told, advice)
    }

    async fn write(&mut self) -> io::Result<()> {
        let Some(file) = self.file.take() else {
            return Ok(());
        };
        let report: Value = self
            .history
            .report(&self.report, self.timings, self.signals.told())?;
        let mut json = serde_json::to_vec_pretty(&report)?;
        json.push(b'\n');
        // A file is written completely, even if more signals come.
        if !file.may_wait_for_a_reader() {
            return file.write(&json);
        }
        self.unless_told(move || file.write(&json)).await
    }

    /// Writes until a signal comes, because a pipe may never have a reader.
    async fn unless_told(
        &mut self,
        write: impl FnOnce() -> io::Result<()> + Send + 'static,
    ) -> io::Result<()> {
        tokio::select! {
            biased;
            written = spawn_blocking(write) => written?,
            () = self.signals.another() => Ok(()),
        }
    }
}
