//! Standard output, and the outcome of a call in one line.

use std::io::{self, Read, Write};

use retry_runtime::{Reason, Report, Status};

use crate::signals::Signal;
use crate::words::{printable, rounded};

/// Writes all bytes to standard output.
pub(crate) fn write(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// Copies everything to standard output.
pub(crate) fn copy(from: &mut impl Read) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    io::copy(from, &mut stdout)?;
    stdout.flush()
}

/// Returns the outcome of a call in one line, with advice after the reason. There is none if a
/// signal ended the call during a delay.
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
