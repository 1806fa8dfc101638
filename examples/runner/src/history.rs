//! What the runner knows of each attempt beside what the library reports, and
//! the report with both.

use std::fs::File;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::command::Remains;
use crate::signals::Signal;

/// The attempts so far.
pub(crate) struct History {
    began: Instant,
    attempts: Vec<Attempt>,
}

struct Attempt {
    /// Since the call began.
    started: Duration,
    took: Duration,
    command: Option<Ran>,
}

/// What an attempt of a command came to.
pub(crate) struct Ran {
    /// What the runner would exit with.
    pub(crate) code: i32,
    pub(crate) remains: Remains,
}

impl History {
    pub(crate) fn new() -> Self {
        Self {
            began: Instant::now(),
            attempts: Vec::new(),
        }
    }

    /// The time since the call began.
    pub(crate) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    pub(crate) fn add(&mut self, started: Duration, command: Option<Ran>) {
        // Only of the last attempt may output be asked for.
        drop(self.take_output());
        self.attempts.push(Attempt {
            started,
            took: self.elapsed().saturating_sub(started),
            command,
        });
    }

    /// The exit code of the last attempt.
    pub(crate) fn exit_code(&self) -> Option<i32> {
        self.attempts.last()?.command.as_ref().map(|ran| ran.code)
    }

    /// What the last attempt wrote, if that was held back.
    pub(crate) fn take_output(&mut self) -> Option<File> {
        self.attempts
            .last_mut()?
            .command
            .as_mut()?
            .remains
            .output
            .take()
    }

    /// The library's report, with more of each attempt. What it has stays as it
    /// is.
    pub(crate) fn report(
        &self,
        report: &impl Serialize,
        timings: bool,
        interrupted_by: Option<Signal>,
    ) -> serde_json::Result<Value> {
        let mut report = serde_json::to_value(report)?;
        let attempts = report.get_mut("attempts").and_then(Value::as_array_mut);
        for (entry, attempt) in attempts.into_iter().flatten().zip(&self.attempts) {
            if let Some(entry) = entry.as_object_mut() {
                attempt.describe(entry, timings);
            }
        }
        if let Some(report) = report.as_object_mut() {
            if timings {
                report.insert("elapsed_seconds".to_owned(), seconds(self.elapsed()));
            }
            if let Some(signal) = interrupted_by {
                report.insert("interrupted_by".to_owned(), json!(signal.to_string()));
            }
        }
        Ok(report)
    }
}

impl Attempt {
    fn describe(&self, entry: &mut Map<String, Value>, timings: bool) {
        let remains = self.command.as_ref().map(|ran| &ran.remains);
        if let Some((remains, status)) = remains.and_then(|r| Some((r, r.status?))) {
            match (Signal::that_killed(status), status.code()) {
                (Some(signal), _) => entry.insert("signal".to_owned(), json!(signal.to_string())),
                (None, code) => entry.insert("exit_code".to_owned(), json!(code)),
            };
            entry.insert("stderr".to_owned(), json!(remains.stderr));
        }
        if timings {
            entry.insert("started_seconds".to_owned(), seconds(self.started));
            entry.insert("took_seconds".to_owned(), seconds(self.took));
        }
    }
}

fn seconds(duration: Duration) -> Value {
    json!(duration.as_secs_f64())
}
