//! What the runner says: the log, the line at the end, the report.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use retry_runtime::{Report, Status};
use serde::Serialize;
use tempfile::NamedTempFile;

/// Log lines go to standard error. They carry no time, so that the same run
/// prints the same lines.
pub(crate) fn log_to_stderr() {
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(false)
        .without_time()
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

/// Writes the report whole or not at all: to a temporary file beside its place,
/// which then takes the place. Creates the folders on the way.
pub(crate) fn write(report: &impl Serialize, path: &Path) -> io::Result<()> {
    replace(report, path).map_err(|error| {
        let message = format!("can't write the report to `{}`: {error}", path.display());
        io::Error::new(error.kind(), message)
    })
}

fn replace(report: &impl Serialize, path: &Path) -> io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut file = temporary(folder)?;
    serde_json::to_writer_pretty(&mut file, report)?;
    file.write_all(b"\n")?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Readable as any new file is, where the default is for the owner alone.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.prefix(".retry_report").tempfile_in(folder)
}
