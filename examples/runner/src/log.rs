//! The runner's lines on standard error: text for people, JSON for machines.

use std::io::{self, IsTerminal, Write};

use retry_runtime::{Event, Observer};
use serde_json::json;

use crate::cli::LogFormat;
use crate::signals::Signal;
use crate::words::{printable, rounded};

/// The log: one line for each retry or, as JSON, for each event. The lines contain no time, so that
/// equal runs print equal lines.
#[derive(Clone, Copy)]
pub(crate) enum Log {
    Off,
    Text,
    Json,
}

impl Log {
    pub(crate) fn to_stderr(format: LogFormat, quiet: bool) -> Self {
        match format {
            _ if quiet => Self::Off,
            LogFormat::Json => Self::Json,
            LogFormat::Text => Self::Text,
        }
    }

    /// Writes a JSON line about a signal that ended the call during a delay. Such a call has no
    /// last event.
    pub(crate) fn interrupted(self, by: Signal) {
        if matches!(self, Self::Json) {
            let line = json!({ "event": "interrupted", "interrupted_by": by.to_string() });
            let _unread = writeln!(io::stderr(), "{line}");
        }
    }

    /// Writes the final line about a command, for people.
    pub(crate) fn tell(self, summary: &str) {
        if matches!(self, Self::Text) {
            let _unread = writeln!(io::stderr(), "{summary}");
        }
    }
}

impl Observer for Log {
    fn observe(&mut self, event: &Event<'_>) {
        match self {
            Self::Off => {}
            Self::Text => text(event),
            Self::Json => json(event),
        }
    }
}

/// Writes a retry in the words of the runtime's feature `tracing`. The summary reports the end of
/// the call.
fn text(event: &Event<'_>) {
    let Event::Retry {
        site,
        attempt,
        delay,
        error,
        max_retries,
        ..
    } = event
    else {
        return;
    };
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let level = if io::stderr().is_terminal() && !no_color {
        "\u{1b}[33m WARN\u{1b}[0m"
    } else {
        " WARN"
    };
    let limit = max_retries.map_or_else(String::new, |max| format!(" max_retries={max}"));
    // The run continues if standard error has no reader.
    let _unread = writeln!(
        io::stderr(),
        "{level} attempt failed, retrying site={site} attempt={attempt}{limit} delay={:?} error={}",
        rounded(*delay),
        printable(&error.to_string())
    );
}

/// Writes an event in the words of the report.
fn json(event: &Event<'_>) {
    let line = match event {
        Event::Retry {
            attempt,
            delay,
            error,
            max_retries,
            ..
        } => json!({
            "event": "retry",
            "attempt": attempt,
            "delay_seconds": delay.as_secs_f64(),
            "error": error.to_string(),
            "max_retries": max_retries,
        }),
        Event::Success {
            attempts,
            total_delay,
            ..
        } => json!({
            "event": "success",
            "total_attempts": attempts,
            "total_delay_seconds": total_delay.as_secs_f64(),
        }),
        Event::GiveUp {
            reason,
            attempts,
            total_delay,
            error,
            ..
        } => json!({
            "event": "give_up",
            "reason": reason,
            "total_attempts": attempts,
            "total_delay_seconds": total_delay.as_secs_f64(),
            "error": error.map(|error| error.to_string()),
        }),
        _ => return,
    };
    let _unread = writeln!(io::stderr(), "{line}");
}
