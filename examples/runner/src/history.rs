//! The exit code, times and last errors of each attempt, and the report with them.

use std::fs::File;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::command::Remains;
use crate::signals::Signal;

/// This many attempts are kept from the start of the call, and this many from its end, because a
/// command may be retried forever.
pub(crate) const KEPT: usize = 100;

/// The attempts until now.
pub(crate) struct History {
    began: Instant,
    attempts: Vec<Attempt>,
}

struct Attempt {
    /// The time at which the attempt started, since the call began.
    started: Duration,
    took: Duration,
    command: Ran,
}

/// The end of an attempt.
pub(crate) struct Ran {
    /// The runner's exit code if this attempt is the last.
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

    pub(crate) fn add(&mut self, started: Duration, command: Ran) {
        // Only the output of the last attempt is ever used.
        drop(self.take_output());
        self.attempts.push(Attempt {
            started,
            took: self.elapsed().saturating_sub(started),
            command,
        });
        if self.attempts.len() > 2 * KEPT {
            self.attempts.remove(KEPT);
        }
    }

    /// The exit code of the last attempt.
    pub(crate) fn exit_code(&self) -> Option<i32> {
        Some(self.attempts.last()?.command.code)
    }

    /// Returns the standard output of the last attempt, if it was held back.
    pub(crate) fn take_output(&mut self) -> Option<File> {
        self.attempts.last_mut()?.command.remains.output.take()
    }

    /// Returns the library's report, with more fields for each attempt.
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
        let remains = &self.command.remains;
        if let Some(status) = remains.status {
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
