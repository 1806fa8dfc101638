//! The command line. Its words about a policy are those of `Policy`.

use std::num::IntErrorKind;
use std::path::PathBuf;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use retry_runtime::{Jitter, Policy, PolicyBuilder, parse_duration};

/// What `--help` shows.
const DEFAULT: Policy = Policy::builder().build();

/// What the runner was asked to do.
pub(crate) struct Cli {
    pub(crate) policy: Policy,
    pub(crate) fail_count: u32,
    pub(crate) output: Option<PathBuf>,
    pub(crate) quiet: bool,
}

/// Runs a flaky operation, retries it, and reports every attempt.
///
/// Prints how it went as the last line of standard output; each retry is a log
/// line on standard error. Exits with 0 on success, 1 if the retries were
/// exhausted or the report could not be written, 2 if an argument is wrong.
#[derive(Parser)]
#[command(name = "runner", version)]
struct Flags {
    #[arg(
        long,
        value_name = "N",
        allow_hyphen_values = true,
        value_parser = max,
        help = with_default("The most retries after the first attempt, or `unlimited`", DEFAULT.max_retries().unwrap_or_default())
    )]
    max_retries: Option<Max>,

    #[arg(
        long,
        value_name = "DELAY",
        allow_hyphen_values = true,
        value_parser = base_delay,
        help = with_default("The delay before the first retry: seconds, or with a unit as in 100ms", DEFAULT.base_delay())
    )]
    base_delay: Option<Duration>,

    #[arg(
        long,
        value_name = "DELAY",
        allow_hyphen_values = true,
        value_parser = max_delay,
        help = with_default("The cap on every delay: seconds, or with a unit as in 30s", DEFAULT.max_delay())
    )]
    max_delay: Option<Duration>,

    #[arg(
        long,
        value_name = "NUMBER",
        allow_hyphen_values = true,
        value_parser = factor,
        help = with_default("What the delay is multiplied by after each retry, at least 1", DEFAULT.factor())
    )]
    factor: Option<f64>,

    /// Randomises the delays: full, equal, decorrelated, proportional(0.25) or none [default: none; full for the bare flag]
    #[arg(long, value_name = "KIND", num_args = 0..=1, default_missing_value = "full", value_parser = jitter)]
    jitter: Option<Jitter>,

    /// Makes the jitter repeatable
    #[arg(long, value_name = "INTEGER", allow_hyphen_values = true, value_parser = seed)]
    seed: Option<u64>,

    /// How often the operation fails before it succeeds
    #[arg(
        long,
        value_name = "N",
        allow_hyphen_values = true,
        default_value_t = 3
    )]
    fail_count: u32,

    /// Where to write the JSON report; folders are created
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// No log lines
    #[arg(long)]
    quiet: bool,
}

fn with_default(help: &str, default: impl std::fmt::Debug) -> String {
    format!("{help} [default: {default:?}]")
}

#[derive(Clone, Copy)]
enum Max {
    Retries(u32),
    Unlimited,
}

impl Cli {
    /// Reads the arguments of this process. If one is wrong, says so and exits
    /// with 2.
    pub(crate) fn read() -> Self {
        let flags = Flags::parse();
        match flags.policy().try_build() {
            Ok(policy) => Self {
                policy,
                fail_count: flags.fail_count,
                output: flags.output,
                quiet: flags.quiet,
            },
            Err(error) => Flags::command()
                .error(ErrorKind::ValueValidation, error)
                .exit(),
        }
    }
}

impl Flags {
    fn policy(&self) -> PolicyBuilder {
        let mut policy = Policy::builder();
        policy = match self.max_retries {
            None => policy,
            Some(Max::Retries(retries)) => policy.max(retries),
            Some(Max::Unlimited) => policy.unlimited(),
        };
        if let Some(delay) = self.base_delay {
            policy = policy.base_delay(delay);
        }
        if let Some(delay) = self.max_delay {
            policy = policy.max_delay(delay);
        }
        if let Some(factor) = self.factor {
            policy = policy.factor(factor);
        }
        if let Some(jitter) = self.jitter {
            policy = policy.jitter(jitter);
        }
        if let Some(seed) = self.seed {
            policy = policy.seed(seed);
        }
        policy
    }
}

/// The value, if a policy of it alone is valid. The words name the rule, and
/// clap adds the flag and the value.
fn judged<T>(value: T, alone: PolicyBuilder) -> Result<T, String> {
    match alone.try_build() {
        Ok(_) => Ok(value),
        Err(error) => Err(error.rule().to_owned()),
    }
}

fn max(text: &str) -> Result<Max, String> {
    if text == "unlimited" {
        return Ok(Max::Unlimited);
    }
    let number = match text.parse::<i64>() {
        Ok(number) => number,
        Err(error) => match error.kind() {
            IntErrorKind::PosOverflow => i64::MAX,
            IntErrorKind::NegOverflow => i64::MIN,
            _ => return Err("the number of retries is an integer, or `unlimited`".to_owned()),
        },
    };
    // A number that a `u32` can't hold breaks the rule that its nearest breaks.
    let retries = u32::try_from(number.max(0)).unwrap_or(u32::MAX);
    judged(Max::Retries(retries), Policy::builder().max(retries))
}

fn base_delay(text: &str) -> Result<Duration, String> {
    let delay = delay(text)?;
    judged(delay, Policy::builder().base_delay(delay))
}

fn max_delay(text: &str) -> Result<Duration, String> {
    let delay = delay(text)?;
    judged(delay, Policy::builder().max_delay(delay))
}

/// A bare number is seconds.
fn delay(text: &str) -> Result<Duration, String> {
    let bare = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
    let seconds = !text.is_empty() && text.chars().all(bare);
    let delay = if seconds {
        parse_duration(&format!("{text}s"))
    } else {
        parse_duration(text)
    };
    delay.map_err(|error| error.to_string())
}

fn factor(text: &str) -> Result<f64, String> {
    let factor = text
        .parse()
        .map_err(|_| format!("`{text}` is not a number"))?;
    judged(factor, Policy::builder().factor(factor))
}

fn jitter(text: &str) -> Result<Jitter, String> {
    let jitter = text.parse::<Jitter>().map_err(|error| error.to_string())?;
    judged(jitter, Policy::builder().jitter(jitter))
}

fn seed(text: &str) -> Result<u64, String> {
    let message = "`seed` must be an integer from 0 to 18446744073709551615";
    text.parse().map_err(|_| message.to_owned())
}
