//! Advice for arguments that the runner does not know.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error};

/// The flags of similar tools, and the equivalent flags of the runner.
const ELSEWHERE: &[(&[&str], &str)] = &[
    (&["--timeout"], "--attempt-timeout"),
    (
        &["-n", "-r", "--retry", "--retries", "--max-retry"],
        "--max-retries",
    ),
    (
        &["--times", "--tries", "--attempts", "--max-tries"],
        "--max-attempts",
    ),
    (
        &[
            "-d",
            "--delay",
            "--sleep",
            "--wait",
            "--interval",
            "--retry-delay",
        ],
        "--base-delay",
    ),
    (&["--max-wait", "--max-interval", "--cap"], "--max-delay"),
    (
        &[
            "--max-time",
            "--deadline",
            "--total-timeout",
            "--retry-max-time",
        ],
        "--max-elapsed",
    ),
    (&["--multiplier", "--exponent"], "--factor"),
    (&["-k", "--kill-after"], "--grace"),
    (&["-o", "--report"], "--output"),
    (&["-q", "--silent"], "--quiet"),
    (&["--json"], "--log-format json"),
    (&["--dry-run"], "--plan"),
];

/// Adds a tip to the error of an unknown argument.
pub(super) fn with_tip(mut error: Error, separator_given: bool) -> Error {
    let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg) else {
        return error;
    };
    let name = argument.split(['=', ' ']).next().unwrap_or_default();
    let elsewhere = ELSEWHERE.iter().find(|(names, _)| names.contains(&name));
    let tip = if let Some((_, flag)) = elsewhere {
        format!("use `{flag}`")
    } else if separator_given || error.get(ContextKind::SuggestedArg).is_some() {
        // Few users want to pass a misspelled flag on to the command.
        error.remove(ContextKind::Suggested);
        return error;
    } else if name.starts_with('-') {
        "flags of a command come after `--`: `runner [FLAGS] -- COMMAND [ARGS]…`".to_owned()
    } else {
        format!("a command comes after `--`: `runner [FLAGS] -- {argument} …`")
    };
    error.remove(ContextKind::SuggestedArg);
    let tip = ContextValue::StyledStrs(vec![StyledStr::from(tip)]);
    error.insert(ContextKind::Suggested, tip);
    error
}
