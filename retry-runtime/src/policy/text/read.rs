//! Reads a policy, from a string or from the values of a configuration file.

use core::str::FromStr;
use core::time::Duration;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

use super::nearest::nearest;
use super::value::{
    Given, attempts, backoff, delays, flag, jitter, number, read_delay, retries, seed,
};
use crate::error_text::TruncatedInput;
use crate::errors::message;
use crate::policy::{PolicyError, judge_attempt_timeout};

use crate::{Policy, PolicyBuilder};

/// A text that is not a valid policy.
///
/// If a value breaks a rule, the message has the words of [`PolicyError`]. Otherwise it names the
/// fault in the text, and says what to write instead. It lists all faults on one line.
///
/// ```
/// use retry_runtime::Policy;
///
/// let message = |text: &str| text.parse::<Policy>().unwrap_err().to_string();
/// assert!(message("max = 0").starts_with("`max` must be at least 1"));
/// assert!(message("retries = 5").starts_with("`retries` is not an argument of a policy"));
/// assert_eq!(
///     message("base_delay = -1s, jitter = some"),
///     "a duration can't be negative: did you mean `1s`? (in `base_delay`); \
///      `jitter` is one of none, full, equal, decorrelated, proportional(0.25)",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsePolicyError {
    message: String,
}

message!(ParsePolicyError, self => &self.message);

impl From<PolicyError> for ParsePolicyError {
    #[inline]
    fn from(error: PolicyError) -> Self {
        Self {
            message: error.to_string(),
        }
    }
}

/// Reads the attribute's own grammar, for command lines and environment variables: arguments
/// separated by commas, durations with or without quotes.
///
/// The default policy is `max = 3`, and `off` is [one attempt](Policy::OFF). An empty text is an
/// error, since a variable may be set to nothing by mistake.
///
/// A list of `delays` stays in memory as long as the process lives, since a policy is [`Copy`].
/// Equal lists share their memory.
///
/// # Errors
///
/// If an argument is unknown, repeated or malformed, or a value breaks a rule of [`Policy`]. The
/// words are those of the attribute.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Backoff, Jitter, Policy};
///
/// let policy: Policy = "max = 8, base_delay = 50ms, max_delay = 1m 30s, backoff = linear, jitter".parse()?;
/// assert_eq!(policy.max(), Some(8));
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

    #[inline]
    fn from_str(text: &str) -> Result<Self, ParsePolicyError> {
        Reader::new(false).text(text, None).map(|read| read.0)
    }
}

/// The result of reading: a policy, and the limit of an attempt if the text has it.
type Read = Result<(Policy, Option<Duration>), ParsePolicyError>;

/// Splits a text at the commas outside brackets.
#[inline]
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut is_inside = false;
    text.split(move |c| {
        is_inside = c == '[' || is_inside && c != ']';
        c == ',' && !is_inside
    })
    .map(str::trim)
}

/// The arguments read so far, and their faults.
pub(crate) struct Reader {
    /// True if the format quotes durations, as a configuration file does.
    is_file: bool,
    policy: PolicyBuilder,
    /// True if `attempt_timeout` is accepted too.
    takes_timeout: bool,
    timeout: Option<Duration>,
    seen: Vec<&'static str>,
    faults: Vec<String>,
    /// The number of faults beyond [`MOST_FAULTS`].
    more: usize,
    /// True if a key was not in [`KEYS`].
    unknown: bool,
}

impl Reader {
    #[inline]
    pub(crate) fn new(is_file: bool) -> Self {
        Self {
            is_file,
            policy: Policy::builder(),
            takes_timeout: false,
            timeout: None,
            seen: Vec::new(),
            faults: Vec::new(),
            more: 0,
            unknown: false,
        }
    }

    /// Makes a reader that accepts `attempt_timeout` too.
    #[inline]
    pub(crate) fn with_timeout(is_file: bool) -> Self {
        Self {
            takes_timeout: true,
            ..Self::new(is_file)
        }
    }

    /// Reads a policy, and the limit of an attempt. An argument that the text does not have comes
    /// from `base`, or has its default.
    #[inline]
    pub(crate) fn text(mut self, text: &str, base: Option<&Policy>) -> Read {
        let text = text.trim();
        if text == "off" {
            return Ok((Policy::OFF, None));
        }
        if text.is_empty() {
            let message = format!(
                "a policy is missing, for example `max = 5, jitter`: the default is `{}`",
                Policy::default()
            );
            return Err(ParsePolicyError { message });
        }
        let arguments = text.strip_suffix(',').unwrap_or(text);
        for argument in split(arguments) {
            let Some((key, value)) = argument.split_once('=') else {
                self.argument(argument, Given::Nothing);
                continue;
            };
            let (key, value) = (key.trim_end(), value.trim());
            let inside = value.strip_prefix('[').and_then(|v| v.strip_suffix(']'));
            match inside.map(str::trim) {
                None => self.argument(key, Given::read(value)),
                Some("") => self.argument(key, Given::List(&[])),
                Some(inside) => {
                    let inside = inside.strip_suffix(',').unwrap_or(inside);
                    let items: Vec<_> = split(inside).map(Given::read).collect();
                    self.argument(key, Given::List(&items));
                }
            }
        }
        self.finish(base)
    }

    /// The keys that this reader accepts.
    #[inline]
    fn keys(&self) -> &'static [(&'static str, &'static str)] {
        let last = usize::from(!self.takes_timeout);
        &KEYS[..KEYS.len() - last]
    }
}

/// The maximum number of faults in a message: one for each argument, so that a hostile text can't
/// make the message long.
const MOST_FAULTS: usize = KEYS.len();

/// All keys, each with the way to write it in a message. The last key is an argument of a profile,
/// not of a policy.
const KEYS: [(&str, &str); 14] = [
    ("max", "max = 5"),
    ("max_attempts", "max_attempts = 6"),
    ("base_delay", "base_delay = 100ms"),
    ("max_delay", "max_delay = 30s"),
    ("max_pushback", "max_pushback = 2m"),
    ("backoff", "backoff = linear"),
    ("factor", "factor = 2"),
    ("delays", "delays = [1s, 5s, 30s]"),
    ("fast_first", "fast_first"),
    ("jitter", "jitter` or `jitter = full"),
    ("seed", "seed = 42"),
    ("max_elapsed", "max_elapsed = 10s"),
    ("reset_after", "reset_after = 1m"),
    (ATTEMPT_TIMEOUT, "attempt_timeout = 2s"),
];
const ATTEMPT_TIMEOUT: &str = "attempt_timeout";

impl Reader {
    /// Reads one argument, and records its fault if there is one.
    #[inline]
    pub(crate) fn argument(&mut self, key: &str, given: Given) {
        let keys = self.keys();
        let Some((key, shape)) = keys.iter().find(|(known, _)| *known == key) else {
            self.unknown = true;
            return self.fault(match key {
                "" => "an argument is missing, for example `max = 5`".to_string(),
                ATTEMPT_TIMEOUT => {
                    "`attempt_timeout` is an argument of a profile, not of a policy".to_string()
                }
                key => {
                    let meant = nearest(key, keys).map_or_else(String::new, |nearest| {
                        format!(": did you mean `{nearest}`?")
                    });
                    format!(
                        "`{}` is not an argument of a policy{meant}",
                        TruncatedInput(key)
                    )
                }
            });
        };
        if self.seen.contains(key) {
            return self.fault(format!("`{key}` is given twice"));
        }
        self.seen.push(key);
        if let Err(error) = self.take(key, shape, given) {
            if *key != ATTEMPT_TIMEOUT {
                self.policy = self.policy.refused(key);
            }
            self.fault(error);
        }
    }

    /// Sets one argument.
    #[inline]
    fn take(&mut self, key: &str, shape: &str, given: Given) -> Result<(), String> {
        let missing = match given {
            Given::Nothing => key != "jitter" && key != "fast_first",
            Given::Word(word) => word.is_empty(),
            _ => false,
        };
        if missing {
            return Err(format!("`{key}` is written `{shape}`"));
        }
        let policy = self.policy;
        self.policy = match key {
            "max" => match given {
                Given::Word("unlimited") | Given::Text("unlimited") => policy.unlimited(),
                _ => policy.max(retries(given)?),
            },
            "max_attempts" => policy.max_attempts(attempts(given)?),
            "base_delay" => policy.base_delay(read_delay(key, given, self.is_file)?),
            "max_delay" => policy.max_delay(read_delay(key, given, self.is_file)?),
            "max_pushback" => policy.max_pushback(read_delay(key, given, self.is_file)?),
            "max_elapsed" => policy.max_elapsed(read_delay(key, given, self.is_file)?),
            "reset_after" => policy.reset_after(read_delay(key, given, self.is_file)?),
            "backoff" => policy.backoff(backoff(given)?),
            "factor" => policy.factor(number(given)?),
            "delays" => policy.delays(delays(given, self.is_file)?),
            "fast_first" if flag(key, given)? => policy.fast_first(),
            "fast_first" => policy,
            "seed" => policy.seed(seed(given)?),
            "jitter" => policy.jitter(jitter(given)?),
            ATTEMPT_TIMEOUT => {
                let limit = read_delay(key, given, self.is_file)?;
                let limit = judge_attempt_timeout(limit).map_err(|error| error.to_string())?;
                self.timeout = Some(limit);
                policy
            }
            _ => unreachable!("every key is read"),
        };
        Ok(())
    }

    /// Records a fault, unless the same message is already recorded.
    #[inline]
    fn fault(&mut self, message: String) {
        if self.faults.contains(&message) {
            return;
        }
        if self.faults.len() == MOST_FAULTS {
            self.more += 1;
        } else {
            self.faults.push(message);
        }
    }

    /// Builds the policy. If a rule is broken, replaces the argument at fault with a valid value
    /// and tries again, so that one message reports all faults.
    #[inline]
    pub(crate) fn finish(mut self, base: Option<&Policy>) -> Read {
        if let Some(base) = base {
            self.policy = self.policy.over(base);
        }
        loop {
            match self.policy.try_build() {
                Ok(policy) if self.faults.is_empty() => {
                    return Ok((policy, self.timeout));
                }
                Ok(_) => {
                    return Err(ParsePolicyError {
                        message: self.message(),
                    });
                }
                Err(error) => {
                    self.policy = self.policy.refused(error.field());
                    self.fault(error.to_string());
                }
            }
        }
    }

    #[inline]
    fn message(&self) -> String {
        let mut message = self.faults.join("; ");
        if self.more > 0 {
            message.extend(["; and ", &self.more.to_string(), " more"]);
        }
        if self.unknown {
            let known: Vec<_> = self.keys().iter().map(|(key, _)| *key).collect();
            let known = known.join(", ");
            let stop = if message.ends_with('?') { "" } else { "." };
            message.extend([stop, " The arguments are ", &known]);
        }
        message
    }
}
