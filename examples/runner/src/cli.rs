//! The command line: its flags, and the job that they describe.

mod help;
mod policy;
mod tips;

use std::ffi::OsString;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, ValueEnum};
use clap_complete::Shell;
use retry_runtime::Policy;

use crate::codes::{Codes, Rules};
use crate::command::Command;
use crate::report_file::STDOUT;

/// The parsed command line.
pub(crate) struct Cli {
    pub(crate) job: Job,
    pub(crate) output: Option<PathBuf>,
}

/// The job of the runner.
pub(crate) enum Job {
    Run(Run),
    Plan(Policy),
    Completions(Shell),
    ManPage,
}

/// A command to retry.
pub(crate) struct Run {
    pub(crate) policy: Policy,
    pub(crate) command: Command,
    pub(crate) rules: Rules,
    pub(crate) log: LogFormat,
    pub(crate) quiet: bool,
    pub(crate) timings: bool,
}

/// The format of the runner's own messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line, for programs.
    Json,
}

/// The attempts whose standard output is passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OutputOf {
    /// Every attempt, while it runs.
    All,
    /// The last attempt, after its end. This suits pipelines.
    Last,
}

#[derive(Parser)]
#[command(
    name = "runner",
    version,
    about = "Retries a command until it succeeds",
    long_about = help::LONG,
    after_help = "`--help` explains exit codes, environment and report, and has examples.",
    after_long_help = help::AFTER,
    override_usage = "runner [FLAGS] -- COMMAND [ARGS]…\n       runner [FLAGS] --plan"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
struct Flags {
    #[command(flatten)]
    policy: policy::PolicyFlags,

    /// The time limit of one attempt. After it, the runner sends TERM to the command (on
    /// Unix), and kills the command after the grace period
    #[arg(long, value_name = "DURATION", allow_hyphen_values = true, value_parser = limit, help_heading = ATTEMPTS)]
    attempt_timeout: Option<Duration>,

    /// The grace period: the time that the runner gives a command to end, before it
    /// kills the command
    #[arg(long, value_name = "DURATION", allow_hyphen_values = true, value_parser = policy::duration, default_value = "5s", help_heading = ATTEMPTS)]
    grace: Duration,

    /// The only exit codes to retry, for example 1,75,100-110
    #[arg(long, value_name = "CODES", help_heading = ATTEMPTS)]
    retry_on: Option<Codes>,

    /// The exit codes never to retry, for example 2,126
    #[arg(long, value_name = "CODES", help_heading = ATTEMPTS)]
    stop_on: Option<Codes>,

    /// Let the command use the terminal, for example to ask for a password. The command
    /// stays in the runner's process group, and a timeout ends only the command itself
    #[arg(long, help_heading = ATTEMPTS)]
    foreground: bool,

    /// The attempts whose standard output the runner passes on
    #[arg(long, value_name = "WHICH", value_enum, default_value_t = OutputOf::All, help_heading = OUTPUT)]
    output_of: OutputOf,

    /// The file for the JSON report, or for the picture of `--plan`; `-` for standard
    /// output. Missing folders are created
    #[arg(long, value_name = "FILE", help_heading = OUTPUT)]
    output: Option<PathBuf>,

    /// Add measured times to the report
    #[arg(long, help_heading = OUTPUT)]
    timings: bool,

    /// The format of the runner's own lines
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = LogFormat::Text, help_heading = OUTPUT)]
    log_format: LogFormat,

    /// Print none of the runner's own lines
    #[arg(long, help_heading = OUTPUT)]
    quiet: bool,

    /// Show the delays of the policy, and run nothing
    #[arg(long, help_heading = SHOW, conflicts_with = "timings")]
    plan: bool,

    /// Print the completions of a shell
    #[arg(long, value_name = "SHELL", help_heading = SHOW, exclusive = true)]
    completions: Option<Shell>,

    /// Print the manual page
    #[arg(long, help_heading = SHOW, exclusive = true)]
    man: bool,

    /// The command and its arguments. The runner starts it without a shell
    #[arg(last = true, value_name = "COMMAND", value_hint = clap::ValueHint::CommandWithArguments)]
    command: Vec<OsString>,
}

const ATTEMPTS: &str = "Attempts";
const OUTPUT: &str = "Output";
const SHOW: &str = "Instead of a run";

impl Cli {
    /// Reads the arguments of this process. If an argument is wrong, prints the fault and exits
    /// with 2.
    pub(crate) fn read() -> Self {
        let flags = Flags::try_parse().unwrap_or_else(|error| match error.kind() {
            ErrorKind::UnknownArgument => {
                let separator_given = std::env::args_os().any(|argument| argument == "--");
                tips::with_tip(error, separator_given).exit()
            }
            _ => error.exit(),
        });
        let output = flags.output.clone();
        match flags.job() {
            Ok(job) => Self { job, output },
            Err(message) => wrong(message),
        }
    }
}

/// Prints the fault of the arguments, and exits with 2.
fn wrong(message: impl Display) -> ! {
    Flags::command()
        .error(ErrorKind::ValueValidation, message)
        .exit()
}

impl Flags {
    fn job(self) -> Result<Job, String> {
        if let Some(shell) = self.completions {
            return Ok(Job::Completions(shell));
        }
        if self.man {
            return Ok(Job::ManPage);
        }
        let policy = self.policy.policy(&command())?;
        if self.plan {
            let named = self.output.as_deref().and_then(Path::extension);
            let is_stdout = self.output.as_deref() == Some(Path::new(STDOUT));
            if self.output.is_some()
                && !is_stdout
                && named.is_none_or(|end| !end.eq_ignore_ascii_case("svg"))
            {
                return Err(
                    "a plan is drawn as SVG: the name of the file must end in .svg, or be `-` for standard output".to_owned(),
                );
            }
            return Ok(Job::Plan(policy));
        }
        let mut words = self.command.into_iter();
        let program = words.next().ok_or(
            "a command is missing: write it after `--`, for example `runner -- ls -l` \
             (`--help` explains)",
        )?;
        Ok(Job::Run(Run {
            policy,
            command: Command {
                program,
                arguments: words.collect(),
                timeout: self.attempt_timeout,
                grace: self.grace,
                foreground: self.foreground,
                hold_output: self.output_of == OutputOf::Last,
                keep_stderr: self.output.is_some(),
            },
            rules: Rules {
                retry_on: self.retry_on,
                stop_on: self.stop_on,
            },
            log: self.log_format,
            quiet: self.quiet,
            timings: self.timings,
        }))
    }
}

/// True if a value is the next flag. Other values may begin with a hyphen, so that a negative
/// number gets its own error message.
fn is_flag(text: &str) -> bool {
    text.strip_prefix("--").is_some_and(|word| {
        let word = word.split('=').next();
        let command = command();
        command.get_arguments().any(|flag| flag.get_long() == word)
    })
}

/// The flags, including those that clap adds, such as `--help`.
fn command() -> clap::Command {
    let mut command = Flags::command();
    command.build();
    command
}

/// Reads a time limit, which must not be zero: every attempt would end before its start.
fn limit(text: &str) -> Result<Duration, String> {
    match policy::duration(text)? {
        Duration::ZERO => {
            Err("a time limit must be greater than zero, for example `10s`".to_owned())
        }
        limit => Ok(limit),
    }
}

/// Returns the completions for a shell.
pub(crate) fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Flags::command(), "runner", &mut script);
    script
}

/// Returns the manual page, for `man -l`.
pub(crate) fn man_page() -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Flags::command()).render(&mut page)?;
    // The long text has its own line breaks and columns, so man(1) must not fill the lines.
    let page = String::from_utf8_lossy(&page)
        .replace(".SH EXTRA\n", ".SH EXTRA\n.nf\n.in 0\n")
        .replace("\n.SH VERSION\n", "\n.fi\n.SH VERSION\n");
    Ok(page.into_bytes())
}
