//! The exit codes that are retried: `--retry-on` and `--stop-on`.

use std::ops::RangeInclusive;
use std::str::FromStr;

use retry_runtime::Verdict;

use crate::failure::Failure;

/// Exit codes as people list them: `1,75,100-110`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Codes(Vec<RangeInclusive<u8>>);

impl Codes {
    fn contain(&self, code: i32) -> bool {
        u8::try_from(code).is_ok_and(|code| self.0.iter().any(|range| range.contains(&code)))
    }
}

impl FromStr for Codes {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.split(',')
            .map(range)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

fn range(text: &str) -> Result<RangeInclusive<u8>, String> {
    let text = text.trim();
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let code = |text: &str| match text.trim().parse() {
        Ok(0) => Err("exit code 0 is success: there is nothing to retry".to_owned()),
        Ok(code) => Ok(code),
        Err(_) => Err(format!(
            "`{text}` is not an exit code: write codes from 1 to 255 and ranges, for example `1,75,100-110`"
        )),
    };
    let (first, last) = (code(first)?, code(last)?);
    if first > last {
        return Err(format!(
            "a range goes upwards: did you mean `{last}-{first}`?"
        ));
    }
    Ok(first..=last)
}

/// The rules for exit codes, from the flags.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    /// The only codes to retry. `None` means all codes of temporary failures.
    pub(crate) retry_on: Option<Codes>,
    /// The codes never to retry.
    pub(crate) stop_on: Option<Codes>,
}

impl Rules {
    /// The verdict for `classify`. It depends on the runner's exit code, so 124 means a timeout and
    /// 137 a KILL.
    pub(crate) fn verdict(&self, failure: &Failure) -> Verdict {
        let code = failure.exit_code();
        let named = |codes: &Option<Codes>| codes.as_ref().map(|codes| codes.contain(code));
        let retry = match (named(&self.stop_on), named(&self.retry_on)) {
            (Some(true), _) => false,
            (_, Some(named)) => named && failure.has_a_code_to_judge(),
            (_, None) => failure.is_transient(),
        };
        if retry { Verdict::Retry } else { Verdict::Stop }
    }

    /// The words to add after "not retryable".
    pub(crate) fn advice(&self, failure: &Failure) -> &'static str {
        let is_unnamed = matches!(failure, Failure::TimedOut(_))
            && self
                .stop_on
                .as_ref()
                .is_none_or(|codes| !codes.contain(124));
        if is_unnamed && self.verdict(failure) == Verdict::Stop {
            ": to retry a timeout, name 124 in --retry-on"
        } else {
            ""
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_ranges_are_parsed() {
        let codes: Codes = "1, 75,100-110".parse().unwrap();
        let named: Vec<_> = (-300..300).filter(|code| codes.contain(*code)).collect();
        let expected: Vec<_> = [1, 75].into_iter().chain(100..=110).collect();
        assert_eq!(named, expected);
    }

    #[test]
    fn text_that_is_not_a_code_is_refused() {
        for (text, message) in [
            ("", "`` is not an exit code"),
            ("1,", "`` is not an exit code"),
            ("256", "`256` is not an exit code"),
            ("-1", "`` is not an exit code"),
            ("five", "`five` is not an exit code"),
            ("1-2-3", "`2-3` is not an exit code"),
            ("0", "0 is success"),
            ("0-9", "0 is success"),
            ("9-1", "did you mean `1-9`?"),
        ] {
            let error = text.parse::<Codes>().unwrap_err();
            assert!(error.contains(message), "for `{text}`: {error}");
        }
    }
}
