//! What the runner says: log lines, and the line at the end.

use std::io::{self, IsTerminal};

use retry_runtime::{Report, Status};

/// Log lines go to standard error. They carry no time, so that the same run
/// prints the same lines. Where nobody can read them, the run goes on.
pub(crate) fn log_to_stderr() {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal() && !no_color)
        .with_target(false)
        .without_time()
        .log_internal_errors(false)
        .init();
}

/// How the call went, in one line.
pub(crate) fn summary(report: &Report) -> String {
    let retries = match report.total_retries {
        1 => "1 retry".to_owned(),
        retries => format!("{retries} retries"),
    };
    let delay = report.total_delay.as_secs_f64();
    match (report.status, &report.error) {
        (Status::Failed, Some(error)) => {
            format!("Failed after {retries} (total delay: {delay}s): {error}")
        }
        _ => format!("Success after {retries} (total delay: {delay}s)"),
    }
}
