//! Runs a flaky operation through an annotated function, prints how it went,
//! and writes a JSON report.

mod cli;
mod flaky;
mod output;

use std::process::ExitCode;

use retry_runtime::{Event, Observer, Policy, Report, retry};

use cli::Cli;
use flaky::{Service, ServiceError};

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
            error,
            ..
        } = event
        {
            tracing::warn!(attempt, ?delay, %error, "attempt failed, retrying");
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::read();
    if !cli.quiet {
        output::log_to_stderr();
    }

    let mut service = Service::failing(cli.fail_count);
    let mut report = Report::new();
    let outcome = request(&mut service, cli.policy, &mut report);

    let summary = output::summary(&report);
    let written = match (&cli.output, &outcome) {
        (None, _) => Ok(()),
        (Some(path), Ok(answer)) => output::write(&report.with_result(answer), path),
        (Some(path), Err(_)) => output::write(&report, path),
    };
    println!("{summary}");
    if let Err(error) = &written {
        eprintln!("error: {error}");
    }
    if outcome.is_ok() && written.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
