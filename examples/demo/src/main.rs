//! A request that fails at first: one attribute retries it, logs it and reports it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{CommandFactory, Parser, error::ErrorKind};
use retry_runtime::{Jitter, Policy, Report, parse_duration, retry};
use tracing_subscriber::{filter::LevelFilter, fmt::writer::MakeWriterExt};

/// One request. The service is unavailable for the first `failures` of them.
#[retry(name = "request", policy = policy, attempt = number, observe = report)]
fn request(failures: u32, policy: Policy, report: &mut Report) -> Result<String, String> {
    if number <= failures {
        return Err(format!("request {number}: service unavailable"));
    }
    Ok(format!("answer to request {number}"))
}

/// Retries a request to a service that fails at first
#[derive(Parser)]
struct Flags {
    /// The most retries after the first attempt
    #[arg(long, default_value = "3", value_parser = whole::<u32>, allow_negative_numbers = true)]
    max_retries: u32,
    /// The delay before the first retry, doubled after each: seconds, or with a unit
    #[arg(long, default_value = "100ms", value_parser = delay, allow_hyphen_values = true)]
    base_delay: Duration,
    /// Randomizes the delays: full, equal, decorrelated, proportional(0.25) or none
    #[arg(long, default_value = "none", num_args = 0..=1, default_missing_value = "full")]
    jitter: Jitter,
    /// Makes the jitter repeatable
    #[arg(long, requires = "jitter", value_parser = whole::<u64>, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// How often the service fails before it answers
    #[arg(long, default_value = "3", value_parser = whole::<u32>, allow_negative_numbers = true)]
    fail_count: u32,
    /// The file for the JSON report; its folders are created
    #[arg(long)]
    output: Option<PathBuf>,
}

fn whole<N: std::str::FromStr>(text: &str) -> Result<N, &'static str> {
    text.parse().or(Err("write a whole number up to 999999999"))
}

fn delay(text: &str) -> Result<Duration, &'static str> {
    let seconds = text.parse().map(Duration::try_from_secs_f64);
    let delay = seconds.map_or_else(|_| parse_duration(text).ok(), Result::ok);
    delay.ok_or("write a positive number of seconds, such as 0.1, or add a unit, as in 100ms")
}

fn main() -> ExitCode {
    run(&Flags::parse()).unwrap_or_else(|error| {
        // `eprintln!` panics if standard error is closed.
        let _unread = writeln!(io::stderr(), "error: {error}");
        ExitCode::FAILURE
    })
}

fn run(flags: &Flags) -> io::Result<ExitCode> {
    tracing_subscriber::fmt()
        .with_writer(io::stderr.with_filter(|event| *event.level() == LevelFilter::WARN))
        .with_ansi(false)
        .with_target(false)
        .without_time()
        .log_internal_errors(false)
        .init();
    let policy = Policy::builder().max(flags.max_retries);
    let policy = policy.base_delay(flags.base_delay).jitter(flags.jitter);
    let policy = flags.seed.map_or(policy, |seed| policy.seed(seed));
    let policy = policy.try_build().unwrap_or_else(|error| {
        let rule = error.rule().replace("`max`", "--max-retries");
        let rule = rule.replace("`base_delay`", "--base-delay");
        Flags::command().error(ErrorKind::InvalidValue, rule).exit()
    });
    // Saved before the run, so that an unwritable path is an error before the first request.
    save(flags, &Report::new().with_result(None))?;
    let mut report = Report::new();
    let outcome = request(flags.fail_count, policy, &mut report);

    let (n, delay) = (report.total_retries, report.total_delay.as_secs_f64());
    let retries = if n == 1 { "retry" } else { "retries" };
    let after = format!("after {n} {retries} (total delay: {delay}s)");
    let saved = save(flags, &report.with_result(outcome.as_ref().ok()));
    let told = match &outcome {
        Ok(_) => writeln!(io::stdout(), "Success {after}"),
        Err(error) => writeln!(io::stdout(), "Failed {after}: {error}"),
    };
    saved.and(told)?;
    Ok(ExitCode::from(u8::from(outcome.is_err())))
}

fn save(flags: &Flags, report: &Report<Option<&String>>) -> io::Result<()> {
    flags.output.as_deref().map_or(Ok(()), |path| {
        let error = |cause| format!("can't write the report to `{}`: {cause}", path.display());
        replace(path, report).map_err(|cause| io::Error::other(error(cause)))
    })
}

/// Replaces the last report, completely or not at all.
fn replace(path: &Path, report: &Report<Option<&String>>) -> io::Result<()> {
    let taken = |it: fs::Metadata| !it.is_file() || it.permissions().readonly();
    if path == Path::new("-") || fs::symlink_metadata(path).is_ok_and(taken) {
        return Err(io::Error::other("it is not a file that may be replaced"));
    }
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    // A new file gets the usual mode, and an old file keeps its mode.
    File::options().append(true).create(true).open(path)?;
    let mode = fs::metadata(path)?.permissions();
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.as_file().set_permissions(mode)?;
    let json = serde_json::to_string_pretty(report)?;
    writeln!(new.as_file_mut(), "{json}")?;
    new.as_file().sync_all()?;
    Ok(new.persist(path).map(drop)?)
}
