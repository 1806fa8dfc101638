//! What is told about a call on standard error: to people in the lines of the
//! runtime's feature `tracing`, to machines as JSON.

use std::io::{self, IsTerminal, Write};

use retry_runtime::{Event, Observer};
use serde_json::json;
use tracing_subscriber::filter::{FilterFn, LevelFilter};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::cli::LogFormat;
use crate::signals::Signal;

/// One line for each retry; as JSON, one for each event.
#[derive(Clone, Copy)]
pub(crate) enum Log {
    Off,
    Text,
    Json,
}

impl Log {
    /// Log lines carry no time, so that the same run prints the same lines. Where
    /// nobody can read them, the run goes on.
    pub(crate) fn to_stderr(format: LogFormat, quiet: bool) -> Self {
        match format {
            _ if quiet => Self::Off,
            LogFormat::Json => Self::Json,
            LogFormat::Text => {
                let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                tracing_subscriber::fmt()
                    .with_writer(io::stderr)
                    .with_ansi(io::stderr().is_terminal() && !no_color)
                    .with_target(false)
                    .without_time()
                    .log_internal_errors(false)
                    .finish()
                    // Each retry; how it ended is told by the summary.
                    .with(FilterFn::new(|event| LevelFilter::WARN == *event.level()))
                    .init();
                Self::Text
            }
        }
    }

    /// For machines: a call that a signal ended during a delay has no last event.
    pub(crate) fn interrupted(self, by: Signal) {
        if matches!(self, Self::Json) {
            let line = json!({ "event": "interrupted", "interrupted_by": by.to_string() });
            let _unread = writeln!(io::stderr(), "{line}");
        }
    }

    /// For people: the last line about a command.
    pub(crate) fn tell(self, summary: &str) {
        if matches!(self, Self::Text) {
            let _unread = writeln!(io::stderr(), "{summary}");
        }
    }
}

impl Observer for Log {
    fn observe(&mut self, event: &Event<'_>) {
        match self {
            // The feature `tracing` writes them.
            Self::Off | Self::Text => {}
            Self::Json => json(event),
        }
    }
}

/// The words are those of the report.
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
            "error": error.map(|error| error.to_string()),
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
