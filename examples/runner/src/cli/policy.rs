//! The flags that describe a policy. The runner turns them into text in the attribute's grammar,
//! and the runtime checks the text. Its messages are then translated into flags.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use retry_runtime::{Policy, parse_duration};

use super::is_flag;
use crate::config;

/// The defaults that `--help` shows.
const DEFAULT: Policy = Policy::builder().build();
const HEADING: &str = "Policy";

#[derive(Args)]
pub(super) struct PolicyFlags {
    #[arg(
        long,
        value_name = "N",
        allow_hyphen_values = true,
        help_heading = HEADING,
        help = with_default("The most retries after the first attempt, or `unlimited`", DEFAULT.max().unwrap_or_default())
    )]
    max_retries: Option<String>,

    /// The most attempts, counting the first one; replaces `--max-retries`
    #[arg(long, value_name = "N", allow_hyphen_values = true, help_heading = HEADING)]
    max_attempts: Option<String>,

    #[arg(
        long,
        value_name = "DELAY",
        allow_hyphen_values = true,
        help_heading = HEADING,
        help = with_default("The delay before the first retry: seconds, or with a unit as in 100ms", DEFAULT.base_delay())
    )]
    base_delay: Option<String>,

    #[arg(
        long,
        value_name = "DELAY",
        allow_hyphen_values = true,
        help_heading = HEADING,
        help = with_default("The cap on every delay: seconds, or with a unit as in 30s", DEFAULT.max_delay())
    )]
    max_delay: Option<String>,

    /// The cap on a delay that a server asks for. It has no effect here, because a command
    /// can't ask for a delay [default: the value of --max-delay]
    #[arg(long, value_name = "DELAY", allow_hyphen_values = true, help_heading = HEADING)]
    max_pushback: Option<String>,

    #[arg(
        long,
        value_name = "KIND",
        allow_hyphen_values = true,
        help_heading = HEADING,
        help = format!("The growth of delays: constant, linear, exponential or fibonacci [default: {}]", DEFAULT.backoff())
    )]
    backoff: Option<String>,

    #[arg(
        long,
        value_name = "NUMBER",
        allow_hyphen_values = true,
        help_heading = HEADING,
        help = with_default("The factor by which an exponential delay grows with each retry, at least 1", DEFAULT.factor())
    )]
    factor: Option<String>,

    /// A list of delays, one for each retry, for example 0,5s,1m; replaces --base-delay,
    /// --backoff and --factor. Without --max-retries, there are as many retries as delays.
    /// If --max-retries is higher, the last delay repeats
    #[arg(long, value_name = "DELAYS", allow_hyphen_values = true, help_heading = HEADING)]
    delays: Option<String>,

    /// Make the first retry at once; the delays begin with the second retry
    #[arg(long, help_heading = HEADING)]
    fast_first: bool,

    /// The kind of random delays: full, equal, decorrelated, proportional(0.25) or none.
    /// Without a value, --jitter means full [default: none]
    #[arg(long, value_name = "KIND", num_args = 0..=1, default_missing_value = "full", help_heading = HEADING)]
    jitter: Option<String>,

    /// A number that makes the jitter repeatable
    #[arg(long, value_name = "INTEGER", allow_hyphen_values = true, help_heading = HEADING)]
    seed: Option<String>,

    /// The time limit of the call. The runner gives up if the next delay would end more than
    /// this time after the first attempt began [default: no limit]
    #[arg(long, value_name = "DURATION", allow_hyphen_values = true, help_heading = HEADING)]
    max_elapsed: Option<String>,

    /// The length of an attempt after which retries, delays and the elapsed time start anew
    /// [default: never]
    #[arg(long, value_name = "DURATION", allow_hyphen_values = true, help_heading = HEADING)]
    reset_after: Option<String>,

    /// The whole policy, written as the arguments of `#[retry]`, for example
    /// `max = 5, base_delay = 100ms, jitter`
    #[arg(long, value_name = "TEXT", help_heading = HEADING, conflicts_with_all = FLAGS)]
    policy: Option<String>,

    /// A TOML or JSON file with the policy. Its keys are the arguments of `#[retry]`
    #[arg(long, value_name = "FILE", help_heading = HEADING, conflicts_with_all = FLAGS, conflicts_with = "policy")]
    config: Option<PathBuf>,
}

const FLAGS: [&str; 13] = [
    "max_retries",
    "max_attempts",
    "base_delay",
    "max_delay",
    "max_pushback",
    "backoff",
    "factor",
    "delays",
    "fast_first",
    "jitter",
    "seed",
    "max_elapsed",
    "reset_after",
];

/// The flags, and their arguments of `#[retry]`.
const KEYS: [(&str, &str); 13] = [
    ("max-retries", "max"),
    ("max-attempts", "max_attempts"),
    ("base-delay", "base_delay"),
    ("max-delay", "max_delay"),
    ("max-pushback", "max_pushback"),
    ("backoff", "backoff"),
    ("factor", "factor"),
    ("delays", "delays"),
    ("fast-first", "fast_first"),
    ("jitter", "jitter"),
    ("seed", "seed"),
    ("max-elapsed", "max_elapsed"),
    ("reset-after", "reset_after"),
];

fn with_default(help: &str, default: impl std::fmt::Debug) -> String {
    format!("{help} [default: {default:?}]")
}

/// A flag that was given.
struct Given<'a> {
    flag: &'static str,
    value: &'a str,
    /// The argument of `#[retry]` for this flag.
    key: &'static str,
    /// The argument and its value in the grammar of `#[retry]`.
    written: String,
}

impl PolicyFlags {
    /// Returns the policy, or the name of a flag with its fault.
    pub(super) fn policy(&self, command: &clap::Command) -> Result<Policy, String> {
        if let Some(path) = &self.config {
            return config::read(path);
        }
        if let Some(text) = &self.policy {
            return text
                .parse()
                .map_err(|error| format!("invalid value for '--policy <TEXT>': {error}"));
        }
        let given = self.given();
        if given.is_empty() {
            return Ok(DEFAULT);
        }
        for given in &given {
            given.is_one_value(command)?;
        }
        let text: Vec<_> = given.iter().map(|given| given.written.as_str()).collect();
        text.join(", ")
            .parse()
            .map_err(|error: retry_runtime::ParsePolicyError| {
                blame(&given, &error.to_string(), command)
            })
    }

    fn given(&self) -> Vec<Given<'_>> {
        let values = [
            self.max_retries.as_deref(),
            self.max_attempts.as_deref(),
            self.base_delay.as_deref(),
            self.max_delay.as_deref(),
            self.max_pushback.as_deref(),
            self.backoff.as_deref(),
            self.factor.as_deref(),
            self.delays.as_deref(),
            self.fast_first.then_some(""),
            self.jitter.as_deref(),
            self.seed.as_deref(),
            self.max_elapsed.as_deref(),
            self.reset_after.as_deref(),
        ];
        let given = KEYS.into_iter().zip(values);
        given
            .filter_map(|((flag, key), value)| {
                let value = value?;
                let written = match key {
                    "base_delay" | "max_delay" | "max_pushback" | "max_elapsed" | "reset_after" => {
                        format!("{key} = \"{}\"", in_seconds(value))
                    }
                    "delays" => {
                        let delays: Vec<_> = value.split(',').map(in_seconds).collect();
                        format!("{key} = [{}]", delays.join(", "))
                    }
                    "fast_first" => key.to_owned(),
                    _ => format!("{key} = {value}"),
                };
                Some(Given {
                    flag,
                    value,
                    key,
                    written,
                })
            })
            .collect()
    }
}

impl Given<'_> {
    /// Checks that the value is not the next flag. A value that would read as several arguments
    /// must be given to `--policy`.
    fn is_one_value(&self, command: &clap::Command) -> Result<(), String> {
        let name = self.name(command);
        if is_flag(self.value) {
            return Err(format!(
                "a value is required for '{name}' but none was supplied: '{}' is a flag",
                self.value
            ));
        }
        let is_list = self.key == "delays" && !self.value.contains(['[', ']']);
        if self.value.contains(['=', '"']) || self.value.contains(',') && !is_list {
            return Err(format!(
                "invalid value '{}' for '{name}': it takes one value; to give a whole policy, use `--policy`",
                self.value
            ));
        }
        Ok(())
    }

    /// The name of the flag, as clap shows it.
    fn name(&self, command: &clap::Command) -> String {
        command
            .get_arguments()
            .find(|flag| flag.get_long() == Some(self.flag))
            .map_or_else(|| format!("--{}", self.flag), ToString::to_string)
    }
}

/// Names the flag whose value is wrong by itself, or else all flags that the message is about.
fn blame(given: &[Given], message: &str, command: &clap::Command) -> String {
    let alone = given.iter().find(|given| {
        let policy = given.written.parse::<Policy>();
        policy.is_err_and(|error| error.to_string() == message)
    });
    if let Some(given) = alone {
        let message = message.replace(&format!(" (in `{}`)", given.key), "");
        let message = in_flags(&message).replace("(got 0ns)", &format!("(got {})", given.value));
        return format!(
            "invalid value '{}' for '{}': {message}",
            given.value,
            given.name(command)
        );
    }
    let together: Vec<_> = given
        .iter()
        .filter(|given| message.contains(&format!("`{}`", given.key)))
        .map(|given| format!("'{}'", given.name(command)))
        .collect();
    format!(
        "invalid values for {}: {}",
        together.join(" and "),
        in_flags(message)
    )
}

/// Translates a message of the runtime into flags: `--max-retries 5` for `max = 5`.
fn in_flags(message: &str) -> String {
    let mut message = message
        .replace(
            "write a number and a unit, for example `100ms`",
            "write seconds, or a number and a unit, for example `0.1` or `100ms`",
        )
        .replace(
            "a duration is a number and a unit, for example `100ms`",
            "a duration is missing, for example `0.1` or `100ms`",
        );
    for (flag, key) in KEYS {
        message = message
            .replace(&format!("`{key}`"), &format!("`--{flag}`"))
            .replace(&format!("`{key} = "), &format!("`--{flag} "));
    }
    message
}

/// Adds the unit of seconds to a number without a unit.
fn in_seconds(text: &str) -> String {
    let text = text.trim();
    let (sign, number) = match text.strip_prefix('-') {
        Some(number) => ("-", number),
        None => ("", text),
    };
    if number.is_empty() || !number.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return text.to_owned();
    }
    let zero = if number.starts_with('.') { "0" } else { "" };
    format!("{sign}{zero}{number}s")
}

/// Reads a duration in the attribute's grammar, or a number of seconds.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    if is_flag(text) {
        return Err("a value is missing: this is a flag".to_owned());
    }
    parse_duration(&in_seconds(text)).map_err(|error| in_flags(&error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_without_a_unit_is_seconds() {
        for (text, written) in [
            ("1", "1s"),
            ("0.1", "0.1s"),
            (".1", "0.1s"),
            ("-.1", "-0.1s"),
            ("-1", "-1s"),
            ("100ms", "100ms"),
            ("1m 30s", "1m 30s"),
            ("", ""),
            ("-", "-"),
            ("soon", "soon"),
        ] {
            assert_eq!(in_seconds(text), written, "for `{text}`");
        }
    }
}
