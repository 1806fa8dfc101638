//! Standard output, and the outcome of a call in one line.

use std::io::{self, Read, Write};

use retry_runtime::{Reason, Report, Status};

use crate::signals::Signal;
use crate::words::{printable, rounded};

/// Writes to standard output, all of it.
pub(crate) fn write(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// Copies to standard output, all of it.
pub(crate) fn copy(from: &mut impl Read) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    io::copy(from, &mut stdout)?;
    stdout.flush()
}

/// The outcome of a call in one line, with advice after the reason. A call that a
/// signal ended during a delay has no outcome.
pub(crate) fn summary(report: &Report, told: Option<Signal>, advice: &str) -> String {
    let retries = match report.total_retries {
        1 => "1 retry".to_owned(),
        retries => format!("{retries} retries"),
    };
    let delay = rounded(report.total_delay).as_secs_f64();
    let after = format!("after {retries} (total delay: {delay}s)");
    match (report.status, &report.error, report.reason) {
        (Status::Success, ..) => format!("Success {after}"),
        (Status::Failed, Some(error), None | Some(Reason::RetriesExhausted)) => {
            format!("Failed {after}: {}", printable(error))
        }
        (Status::Failed, Some(error), Some(reason)) => {
            format!("Failed {after}: {} ({reason}{advice})", printable(error))
        }
        _ => {
            let by = told.map_or_else(String::new, |signal| format!(" by {signal}"));
            format!("Interrupted{by} after {retries}")
        }
    }
}
