//! Runs a flaky operation through an annotated function, prints how it went,
//! and writes a JSON report.

mod cli;
mod flaky;
mod output;
mod report_file;

use std::io::{self, Write};
use std::process::ExitCode;

use retry_runtime::{Event, Observer, Policy, Report, retry};

use cli::Cli;
use flaky::{Service, ServiceError};
use report_file::ReportFile;

#[retry(policy = policy, observe(report, Log))]
fn request(
    service: &mut Service,
    policy: Policy,
    report: &mut Report,
) -> Result<String, ServiceError> {
    service.request()
}

/// One log line for each retry.
struct Log;

impl Observer for Log {
    fn observe(&mut self, event: &Event<'_>) {
        if let Event::Retry {
            attempt,
            delay,
            error: Some(error),
            ..
        } = event
        {
            tracing::warn!(attempt, ?delay, %error, "attempt failed, retrying");
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::read();
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            // Nobody is left to be told where standard error is closed too.
            let _untold = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> io::Result<ExitCode> {
    let file = cli.output.map(ReportFile::at).transpose()?;
    if !cli.quiet {
        output::log_to_stderr();
    }

    let mut service = Service::failing(cli.fail_count);
    let mut report = Report::new();
    let outcome = request(&mut service, cli.policy, &mut report);

    let summary = output::summary(&report);
    let written = match (&file, &outcome) {
        (None, _) => Ok(()),
        (Some(file), Ok(answer)) => file.write(&report.with_result(answer)),
        (Some(file), Err(_)) => file.write(&report),
    };
    // The outcome is told even where the report could not be written.
    let told = writeln!(io::stdout(), "{summary}");
    written?;
    told?;
    Ok(match outcome {
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    })
}
