//! Reads a policy, from a string or from what a configuration file gave.

use core::fmt;
use core::str::FromStr;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

use super::value::{Given, attempts, backoff, delay, jitter, number, retries, seed};
use crate::excerpt::Excerpt;
use crate::policy::PolicyError;
use crate::{Policy, PolicyBuilder};

/// A text that is no policy.
///
/// Where a value breaks a rule, the words are those of [`PolicyError`]; else they
/// say what is wrong with the text and what to write instead.
///
/// ```
/// use retry_runtime::Policy;
///
/// let message = |text: &str| text.parse::<Policy>().unwrap_err().to_string();
/// assert!(message("max = 0").starts_with("`max` must be at least 1"));
/// assert!(message("retries = 5").starts_with("`retries` is not an argument of a policy"));
/// assert_eq!(message("base_delay = -1s"), "a duration can't be negative: did you mean `1s`? (in `base_delay`)");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ParsePolicyError {
    message: String,
}

impl fmt::Display for ParsePolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for ParsePolicyError {}

impl From<PolicyError> for ParsePolicyError {
    fn from(error: PolicyError) -> Self {
        error.to_string().into()
    }
}

impl From<String> for ParsePolicyError {
    fn from(message: String) -> Self {
        Self { message }
    }
}

/// Reads the attribute's own grammar, for command lines and environment
/// variables: arguments separated by commas, durations with or without quotes.
/// The empty string is the default policy, as `#[retry]` alone is.
///
/// # Errors
///
/// Unknown, repeated and malformed arguments, and whatever breaks a rule of
/// [`Policy`], in the same words as the attribute.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Backoff, Jitter, Policy};
///
/// let policy: Policy = "max = 8, base_delay = 50ms, max_delay = 1m 30s, backoff = linear, jitter".parse()?;
/// assert_eq!(policy.max_retries(), Some(8));
/// assert_eq!(policy.base_delay(), Duration::from_millis(50));
/// assert_eq!(policy.max_delay(), Duration::from_secs(90));
/// assert_eq!((policy.backoff(), policy.jitter()), (Backoff::Linear, Jitter::Full));
///
/// assert_eq!(
///     "max = 0".parse::<Policy>().unwrap_err().to_string(),
///     "`max` must be at least 1: it counts the retries after the first attempt (got 0)",
/// );
/// # Ok::<(), retry_runtime::ParsePolicyError>(())
/// ```
impl FromStr for Policy {
    type Err = ParsePolicyError;

    fn from_str(text: &str) -> Result<Self, ParsePolicyError> {
        let mut reader = Reader::default();
        let text = text.trim();
        let text = text.strip_suffix(',').unwrap_or(text);
        let arguments = text.split(',').map(str::trim);
        for argument in arguments.filter(|_| !text.is_empty()) {
            match argument.split_once('=') {
                None => reader.argument(argument, Given::Nothing)?,
                Some((key, value)) => reader.argument(key.trim_end(), Given::read(value.trim()))?,
            }
        }
        reader.finish()
    }
}

/// The arguments read so far.
pub(super) struct Reader {
    policy: PolicyBuilder,
    seen: Vec<&'static str>,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            policy: Policy::builder(),
            seen: Vec::new(),
        }
    }
}

/// Every key, with the shape to show to who gets it wrong.
pub(super) const KEYS: [(&str, &str); 9] = [
    ("max", "max = 5"),
    ("max_attempts", "max_attempts = 6"),
    ("base_delay", "base_delay = 100ms"),
    ("max_delay", "max_delay = 30s"),
    ("backoff", "backoff = linear"),
    ("factor", "factor = 2"),
    ("jitter", "jitter` or `jitter = full"),
    ("seed", "seed = 42"),
    ("max_elapsed", "max_elapsed = 10s"),
];

impl Reader {
    pub(super) fn argument(&mut self, key: &str, given: Given) -> Result<(), ParsePolicyError> {
        let Some((key, shape)) = KEYS.into_iter().find(|(known, _)| *known == key) else {
            return Err(unknown(key));
        };
        if self.seen.contains(&key) {
            return Err(format!("`{key}` is given twice").into());
        }
        self.seen.push(key);
        let missing = match given {
            Given::Nothing => key != "jitter",
            Given::Word(word) => word.is_empty(),
            _ => false,
        };
        if missing {
            return Err(format!("`{key}` is written `{shape}`").into());
        }
        let policy = self.policy;
        self.policy = match key {
            "max" => match given {
                Given::Word("unlimited") | Given::Text("unlimited") => policy.unlimited(),
                _ => policy.max(retries(given)?),
            },
            "max_attempts" => policy.max_attempts(attempts(given)?),
            "base_delay" => policy.base_delay(delay(key, given)?),
            "max_delay" => policy.max_delay(delay(key, given)?),
            "max_elapsed" => policy.max_elapsed(delay(key, given)?),
            "backoff" => policy.backoff(backoff(given)?),
            "factor" => policy.factor(number(given)?),
            "seed" => policy.seed(seed(given)?),
            "jitter" => policy.jitter(jitter(given)?),
            _ => unreachable!("every key is read"),
        };
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Policy, ParsePolicyError> {
        Ok(self.policy.try_build()?)
    }
}

fn unknown(key: &str) -> ParsePolicyError {
    let known = KEYS.map(|(key, _)| key).join(", ");
    let key = Excerpt(key);
    if key.0.is_empty() {
        return format!("an argument is missing, for example `max = 5`. The arguments are {known}")
            .into();
    }
    format!("`{key}` is not an argument of a policy. The arguments are {known}").into()
}
