//! A policy as text: a printed policy is read back, and other text is refused with a message that
//! suggests a correction.

use crate::arbitrary;

use std::time::Duration;

use proptest::prelude::*;
use retry_runtime::{Backoff, Jitter, Policy};

proptest! {
    #[test]
    fn a_string_round_trips(policy in arbitrary::policy()) {
        let text = policy.to_string();
        prop_assert_eq!(text.parse::<Policy>(), Ok(policy), "{}", text);
        prop_assert!(!text.contains('\n') && text.len() < 600, "{}", text);
    }

    #[test]
    fn json_round_trips(policy in arbitrary::policy()) {
        let text = serde_json::to_string(&policy).unwrap();
        prop_assert_eq!(serde_json::from_str::<Policy>(&text).unwrap(), policy, "{}", text);
        let value = serde_json::to_value(policy).unwrap();
        prop_assert_eq!(serde_json::from_value::<Policy>(value).unwrap(), policy, "{}", text);
    }

    #[test]
    fn toml_round_trips(policy in arbitrary::policy()) {
        let text = toml::to_string(&policy).unwrap();
        prop_assert_eq!(toml::from_str::<Policy>(&text).unwrap(), policy, "{}", text);
    }

    /// Writes the whole policy as one string in a configuration file.
    #[test]
    fn a_string_in_a_file_round_trips(policy in arbitrary::policy()) {
        let text = serde_json::to_string(&policy.to_string()).unwrap();
        prop_assert_eq!(serde_json::from_str::<Policy>(&text).unwrap(), policy, "{}", text);
    }

    #[test]
    fn any_text_parses_or_is_refused_without_a_panic(text in ".{0,60}") {
        assert_read_or_refused(&text);
    }

    /// Parses text that is nearly a policy.
    #[test]
    fn any_mixture_of_words_parses_or_is_refused_without_a_panic(words in prop::collection::vec(
        prop::sample::select(vec![
            "max", "max_attempts", "base_delay", "max_delay", "max_pushback", "backoff", "factor", "jitter", "seed",
            "delays", "fast_first", "[", "]", "0s", "max_elapsed", "reset_after", "=", ",", " ", "\"", "100ms", "1m 30s", "5", "-1", "1e999", "unlimited",
            "proportional(", "0.25", ")", "full", "decorrelated", "linear", "\0", "é", "½", "99999999999999999999",
        ]),
        0..12,
    )) {
        assert_read_or_refused(&words.concat());
    }
}

/// Checks that a text parses to a policy that round-trips, or is refused with a short message.
fn assert_read_or_refused(text: &str) {
    match text.parse::<Policy>() {
        Ok(policy) => assert_eq!(policy.to_string().parse(), Ok(policy)),
        Err(error) => {
            let message = error.to_string();
            assert!(message.len() > 20 && message.len() < 1000, "{message}");
            assert!(!message.contains(char::is_control), "{message:?}");
        }
    }
    let quoted = serde_json::to_string(text).unwrap();
    let from_json = serde_json::from_str::<Policy>(&quoted);
    assert_eq!(from_json.is_ok(), text.parse::<Policy>().is_ok());
}

fn refusal(text: &str) -> String {
    text.parse::<Policy>().unwrap_err().to_string()
}

fn refusal_of_json(text: &str) -> String {
    serde_json::from_str::<Policy>(text)
        .unwrap_err()
        .to_string()
}

const ARGUMENTS: &str = "max, max_attempts, base_delay, max_delay, max_pushback, backoff, factor, delays, fast_first, jitter, seed, max_elapsed, reset_after";

#[test]
fn parse_errors_of_a_string_name_the_fault() {
    for (text, words) in [
        ("max = 5, max = 6", "`max` is given twice"),
        ("max", "`max` is written `max = 5`"),
        (
            "max_elapsed",
            "`max_elapsed` is written `max_elapsed = 10s`",
        ),
        ("max = ", "`max` is written `max = 5`"),
        (
            "jitter =",
            "`jitter` is written `jitter` or `jitter = full`",
        ),
        (
            "max = many",
            "`max` takes an integer or `unlimited`, for example `max = 5` (got many)",
        ),
        (
            r#"max = it's "five" or \ six"#,
            r#"`max` takes an integer or `unlimited`, for example `max = 5` (got it's "five" or \ six)"#,
        ),
        (
            "max = 5.0",
            "`max` takes an integer or `unlimited`, for example `max = 5` (got 5.0)",
        ),
        (
            "max_attempts = \"6\"",
            "`max_attempts` takes an integer, without quotes: write `max_attempts = 6`",
        ),
        (
            "max_attempts = \"1\"",
            "`max_attempts` takes an integer, for example `max_attempts = 6` (got 1)",
        ),
        (
            "factor = \"1.5\"",
            "`factor` takes a number, without quotes: write `factor = 1.5`",
        ),
        (
            "factor = \"0.5\"",
            "`factor` takes a number, for example `factor = 1.5` (got 0.5)",
        ),
        (
            "factor = \"inf\"",
            "`factor` takes a number, for example `factor = 1.5` (got inf)",
        ),
        (
            "max = \"5\"",
            "`max` takes an integer or `unlimited`, without quotes: write `max = 5`",
        ),
        (
            "max = \"0\"",
            "`max` takes an integer or `unlimited`, for example `max = 5` (got 0)",
        ),
        (
            "factor = two",
            "`factor` takes a number, for example `factor = 1.5` (got two)",
        ),
        (
            "factor = nan",
            "`factor` takes a number, for example `factor = 1.5` (got nan)",
        ),
        (
            "jitter, seed = -1",
            "`seed` must be an integer from 0 to 18446744073709551615",
        ),
        (
            "jitter, seed = \"42\"",
            "`seed` takes an integer, without quotes: write `seed = 42`",
        ),
        (
            "base_delay = 100",
            "`100` has no unit: did you mean `100ms` or `100s`? Units are d, h, m, s, ms, us, ns (in `base_delay`)",
        ),
        (
            "jitter = true",
            "`jitter` is one of none, full, equal, decorrelated, proportional(0.25)",
        ),
    ] {
        assert_eq!(refusal(text), words, "for `{text}`");
    }
    assert_eq!(
        refusal("when = is_transient"),
        format!("`when` is not an argument of a policy. The arguments are {ARGUMENTS}"),
    );
    for text in ["max = 5,, jitter", ", max = 5", ",", " , "] {
        assert_eq!(
            refusal(text),
            format!("an argument is missing, for example `max = 5`. The arguments are {ARGUMENTS}"),
        );
    }
}

#[test]
fn parse_errors_of_delays_name_the_fault() {
    for (text, words) in [
        ("delays =", "`delays` is written `delays = [1s, 5s, 30s]`"),
        (
            "delays = 5s",
            "`delays` takes a list, for example `delays = [1s, 5s]` (got 5s)",
        ),
        (
            "max = 5, delays = [5s, 6s",
            "`delays` takes a list, for example `delays = [1s, 5s]` (got [5s, 6s)",
        ),
        (
            "delays = [5s,, 6s]",
            "a duration is a number and a unit, for example `100ms` (in `delays`)",
        ),
        (
            "delays = [5, 6s]",
            "`5` has no unit: did you mean `5ms` or `5s`? Units are d, h, m, s, ms, us, ns (in `delays`)",
        ),
        (
            "fast_first = true",
            "`fast_first` takes no value, or `true` or `false` in a file",
        ),
        (
            "backoff = path::to::my_curve",
            "`backoff` is one of constant, linear, exponential, fibonacci; a function can be given only in code, by `Backoff::Curve`",
        ),
    ] {
        assert_eq!(refusal(text), words, "for `{text}`");
    }
    for right in [
        "delays = [ 1s , \"5s\", ]",
        "max = 9,delays=[1s,5s]",
        "delays = [1s],",
    ] {
        assert!(right.parse::<Policy>().is_ok(), "{right}");
    }
}

#[test]
fn numbers_are_written_as_in_the_attribute() {
    let policy: Policy = "max = 1_000, factor = 1_0.5,".parse().unwrap();
    assert_eq!(policy.max(), Some(1000));
    assert_eq!(policy, Policy::builder().max(1000).factor(10.5).build());
}

/// An empty value of a variable is probably a mistake, so it does not mean the default policy.
#[test]
fn an_empty_text_is_refused_and_an_empty_map_is_the_default() {
    let missing = "a policy is missing, for example `max = 5, jitter`: \
                   the default is `max = 3, base_delay = 100ms`";
    for text in ["", " ", "\t \n", "\u{a0}"] {
        assert_eq!(refusal(text), missing, "{text:?}");
        let json = refusal_of_json(&serde_json::to_string(text).unwrap());
        assert!(json.starts_with(missing), "{json}");
    }
    let default = "max = 3, base_delay = 100ms".parse();
    assert_eq!(default, Ok(Policy::default()));
    assert_eq!(serde_json::from_str::<Policy>("{}").ok(), default.ok());
    assert_eq!(toml::from_str::<Policy>(""), Ok(Policy::default()));
}

#[test]
fn a_hint_for_a_number_without_a_unit_is_quoted_as_in_the_file() {
    let units = "Units are d, h, m, s, ms, us, ns (in `base_delay`)";
    let (base, example) = ("`base_delay` takes a duration", "(got a list)");
    for (value, in_text, in_file) in [
        (
            "0.5",
            format!("`0.5` has no unit: did you mean `0.5ms` or `0.5s`? {units}"),
            format!(r#"`0.5` has no unit: did you mean `"0.5ms"` or `"0.5s"`? {units}"#),
        ),
        (
            "\"5\"",
            format!("`5` has no unit: did you mean `5ms` or `5s`? {units}"),
            format!("`5` has no unit: did you mean `5ms` or `5s`? {units}"),
        ),
        (
            "0",
            format!("`0` has no unit: write a number and a unit, for example `100ms`. {units}"),
            format!(
                r#"`0` has no unit: write a number and a unit, for example `"100ms"`. {units}"#
            ),
        ),
        (
            "-5",
            "a duration can't be negative: write for example `100ms` (in `base_delay`)".to_owned(),
            r#"a duration can't be negative: write for example `"100ms"` (in `base_delay`)"#
                .to_owned(),
        ),
        (
            "[]",
            format!("{base}, for example `base_delay = 100ms` {example}"),
            format!(r#"{base}, for example `base_delay = "100ms"` {example}"#),
        ),
    ] {
        let text = format!("base_delay = {value}");
        assert_eq!(refusal(&text), in_text);
        let file = toml::from_str::<Policy>(&text).unwrap_err();
        assert_eq!(file.message(), in_file);
        let json = refusal_of_json(&format!("{{\"base_delay\": {value}}}"));
        assert!(json.starts_with(&in_file), "{json}");
    }
}

/// Checks that hints in error messages are accepted exactly as they are written.
#[test]
fn hints_of_error_messages_parse() {
    for key in [
        "base_delay",
        "max_delay",
        "max_pushback",
        "max_elapsed",
        "reset_after",
    ] {
        for value in [
            "0",
            "0.0",
            "-0",
            "-0s",
            "5",
            "0.0000005",
            "99999999999",
            "-5s",
            "1m 30",
        ] {
            let said = refusal(&format!("{key} = {value}"));
            let hints = said.split('`').skip(1).step_by(2);
            for hint in hints.filter(|hint| *hint != key && !value.ends_with(hint)) {
                // No other limit may refuse the hint.
                let text = format!("{key} = {hint}")
                    .replace("base_delay", "max_delay = 200000d, base_delay");
                let text = text.replace("max_elapsed", "base_delay = 1ns, max_elapsed");
                assert!(text.parse::<Policy>().is_ok(), "{said}: {text}");
            }
        }
    }
}

#[test]
fn a_misspelled_key_gets_a_suggestion() {
    for (written, meant) in [
        ("max_dealy", "max_delay"),
        ("base-delay", "base_delay"),
        ("MAX", "max"),
        ("maxDelay", "max_delay"),
        ("BASE_DELAY", "base_delay"),
        ("max_push_back", "max_pushback"),
        ("jiter", "jitter"),
        ("sed", "seed"),
        ("mx", "max"),
        ("base", "base_delay"),
        ("max-atempts", "max_attempts"),
        ("elapsed", ""),
        ("colour", ""),
        ("m", ""),
        ("é", ""),
        ("_", ""),
    ] {
        let meant = match meant {
            "" => ".".to_owned(),
            meant => format!(": did you mean `{meant}`?"),
        };
        let said = format!(
            "`{written}` is not an argument of a policy{meant} The arguments are {ARGUMENTS}"
        );
        assert_eq!(refusal(&format!("{written} = 5")), said);
        let json = refusal_of_json(&format!("{{\"{written}\": 5}}"));
        assert!(json.starts_with(&said), "{json}");
        let toml = toml::from_str::<Policy>(&format!("\"{written}\" = 5")).unwrap_err();
        assert_eq!(toml.message(), said);
    }
    assert_eq!(
        refusal("max_dealy = 5s, MAX = 5, max = 0"),
        format!(
            "`max_dealy` is not an argument of a policy: did you mean `max_delay`?; \
             `MAX` is not an argument of a policy: did you mean `max`?; {MAX}. \
             The arguments are {ARGUMENTS}"
        ),
    );
}

#[test]
fn parse_errors_of_a_file_name_the_fault() {
    for (text, words) in [
        (
            r#"{"retries": 5}"#,
            "`retries` is not an argument of a policy. The arguments are max,",
        ),
        (r#"{"max": 5, "max": 6}"#, "`max` is given twice"),
        (
            r#"{"max": 5.0}"#,
            "`max` takes an integer or `unlimited`, for example `max = 5` (got 5.0)",
        ),
        (
            r#"{"max": true}"#,
            "`max` takes an integer or `unlimited`, for example `max = 5` (got true)",
        ),
        (
            r#"{"max": null}"#,
            "`max` takes an integer or `unlimited`, for example `max = 5` (got nothing)",
        ),
        (
            r#"{"factor": [5, [6]]}"#,
            "`factor` takes a number, for example `factor = 1.5` (got a list)",
        ),
        (
            r#"{"max_delay": {"secs": 5, "nanos": 0}}"#,
            "`max_delay` takes a duration, for example `max_delay = \"100ms\"` (got a map)",
        ),
        (
            r#"{"backoff": null}"#,
            "`backoff` is one of constant, linear, exponential, fibonacci",
        ),
        (
            r#"{"base_delay": 100}"#,
            "`100` has no unit: did you mean `\"100ms\"` or `\"100s\"`?",
        ),
        (
            r#"{"base_delay": 0.1}"#,
            "`0.1` has no unit: did you mean `\"0.1ms\"` or `\"0.1s\"`?",
        ),
        (
            "5",
            "invalid type: integer `5`, expected a policy: a map such as",
        ),
        (
            "[]",
            "invalid type: sequence, expected a policy: a map such as",
        ),
        ("\"max = 0\"", "`max` must be at least 1"),
        (
            r#"{"delays": "5s"}"#,
            r#"`delays` takes a list, for example `delays = ["1s", "5s"]` (got 5s)"#,
        ),
        (
            r#"{"delays": ["5s", 6]}"#,
            r#"`6` has no unit: did you mean `"6ms"` or `"6s"`?"#,
        ),
        (
            r#"{"delays": [["5s"]]}"#,
            r#"`delays` takes a duration, for example `delays = ["100ms"]` (got a list)"#,
        ),
        (
            r#"{"fast_first": "yes"}"#,
            "`fast_first` takes no value, or `true` or `false` in a file",
        ),
        (
            r#"{"backoff": "my_curve"}"#,
            "`backoff` is one of constant, linear, exponential, fibonacci; a function can be given only in code",
        ),
    ] {
        let said = refusal_of_json(text);
        assert!(said.starts_with(words), "for `{text}`: {said}");
    }
}

const MAX: &str = "`max` must be at least 1: it counts the retries after the first attempt (got 0)";
const BASE: &str = "a duration can't be negative: did you mean `1s`? (in `base_delay`)";
const JITTER: &str = "`jitter` is one of none, full, equal, decorrelated, proportional(0.25)";

#[test]
fn all_faults_are_reported_at_once() {
    let all = format!("{MAX}; {BASE}; {JITTER}");
    assert_eq!(refusal("max = 0, base_delay = -1s, jitter = some"), all);
    let json = refusal_of_json(r#"{"max": 0, "base_delay": "-1s", "jitter": "some"}"#);
    assert_eq!(json, format!("{all} at line 1 column 49"));

    // The list of arguments appears once, at the end.
    let unknown = |key| format!("`{key}` is not an argument of a policy");
    assert_eq!(
        refusal("when = 1, max = 0, times = 3"),
        format!(
            "{}; {MAX}; {}. The arguments are {ARGUMENTS}",
            unknown("when"),
            unknown("times")
        )
    );

    // Every field of a file is wrong.
    let file = r#"{
        "max": 0, "max_attempts": true, "base_delay": 5, "max_delay": "0s", "max_pushback": [], "backoff": "some",
        "factor": 0.5, "delays": [], "fast_first": 1, "jitter": [], "seed": -1, "max_elapsed": null, "reset_after": "0s", "when": 1
    }"#;
    let said = refusal_of_json(file);
    for field in ARGUMENTS.split(", ").chain(["when"]) {
        let (before, _) = said.split_once(". The arguments").unwrap();
        let named = before
            .split("; ")
            .filter(|fault| fault.contains(&format!("`{field}`")));
        assert_eq!(named.count(), 1, "{field}: {said}");
    }
    assert_eq!(said.matches("; ").count(), 13, "{said}");
}

#[test]
fn a_fault_is_reported_once_and_causes_no_other() {
    for (text, faults) in [
        // Without the refused value, each of these values would break a rule.
        ("jitter = some, seed = 5", JITTER),
        ("base_delay = -1s, max_elapsed = 50ms", BASE),
        ("base_delay = -1s, max_delay = 50ms", BASE),
        (
            "backoff = some, factor = 3",
            "`backoff` is one of constant, linear, exponential, fibonacci",
        ),
        (
            "max = 0, max = 0, max = 0",
            &format!("{MAX}; `max` is given twice"),
        ),
        (
            "max = 5, max_attempts = 6",
            "`max_attempts` sets the same limit as `max`, with the first attempt counted: leave one of the two out (got 6)",
        ),
        (
            "delays = [], max_elapsed = 50ms",
            "`delays` must have at least one delay, for example `5s`",
        ),
        (
            "delays = [1s], base_delay = 1s, max_elapsed = 50ms",
            "`base_delay` has no effect with `delays`, which lists every delay: leave one of the two out; \
             `max_elapsed` must be longer than the first of `delays`: no retry could start within it (got 50ms)",
        ),
        (
            "delays = [1s], jitter = decorrelated, fast_first, factor = 2",
            "`delays` has no effect with `jitter = decorrelated`, which computes every delay itself: leave one of the two out; \
             `factor` has no effect with `jitter = decorrelated`, which computes every delay itself: leave one of the two out",
        ),
        // Two rules about different arguments.
        (
            "factor = 0.5, backoff = linear, seed = 1",
            "`factor` must be a finite number of at least 1: 2 doubles the delay with every retry (got 0.5); \
             `seed` has no effect without `jitter`: add `jitter`, or leave `seed` out (got 1)",
        ),
    ] {
        assert_eq!(refusal(text), faults, "for `{text}`");
    }
}

#[test]
fn only_the_first_of_many_faults_are_reported() {
    let many: Vec<_> = (0..100_000).map(|n| format!("unknown{n} = {n}")).collect();
    let said = refusal(&many.join(", "));
    assert!(said.starts_with("`unknown0` is not an argument of a policy; `unknown1` is"));
    let end = format!(
        "; `unknown13` is not an argument of a policy; and 99986 more. The arguments are {ARGUMENTS}"
    );
    assert!(said.ends_with(&end), "{said}");
}

#[test]
fn hostile_text_is_refused_with_a_short_message() {
    let long = "9".repeat(10_000_000);
    for text in [
        long.clone(),
        format!("max = {long}"),
        format!("{long} = 5"),
        format!("base_delay = {long}s"),
        format!("base_delay = 1.{long}s"),
        format!("base_delay = 1{}", "x".repeat(10_000_000)),
        format!("base_delay = {}", "-".repeat(10_000_000)),
        format!("base_delay = {}1s", "- ".repeat(1_000_000)),
        format!("jitter = proportional({long})"),
        format!("max = \"{}5\"", "0".repeat(10_000_000)),
        format!("factor = \"1.{}\"", "0".repeat(10_000_000)),
        "max = 5\0".to_owned(),
        "\u{1b}[31mred\u{7} = 5".to_owned(),
        "base_delay = 1\u{202e}sm".to_owned(),
        "base_delay = ½s".to_owned(),
        "base_delay = ١s".to_owned(),
        "max = 5\nmax = 6".to_owned(),
        ",".repeat(1_000_000),
        "=".repeat(1_000_000),
        "(".repeat(1_000_000),
    ] {
        let message = refusal(&text);
        assert!(message.chars().count() < 300, "{message}");
        assert!(!message.contains(char::is_control), "{message:?}");
        assert!(!message.contains('\u{202e}'), "{message:?}");
    }
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for text in [nested.clone(), format!("{{\"max\": {nested}}}")] {
        assert!(refusal_of_json(&text).len() < 300);
    }
}

#[test]
fn fast_first_in_a_file_is_a_bool() {
    let read = |text| serde_json::from_str::<Policy>(text).unwrap().fast_first();
    assert!(read(r#"{"fast_first": true}"#));
    assert!(!read(r#"{"fast_first": false}"#));
    let policy: Policy = "fast_first, base_delay = 1s".parse().unwrap();
    let written = serde_json::to_string(&policy).unwrap();
    assert_eq!(written, r#"{"max":3,"base_delay":"1s","fast_first":true}"#);
    let policy: Policy = "delays = [0s, 1m 30s]".parse().unwrap();
    let written = serde_json::to_string(&policy).unwrap();
    assert_eq!(written, r#"{"max":2,"delays":["0s","1m 30s"]}"#);
}

#[test]
fn a_backoff_function_is_printed_but_not_serialized() {
    let curve = Backoff::Curve(|_| Duration::from_secs(1));
    let policy = Policy::builder().backoff(curve).build();
    assert_eq!(policy.to_string(), "max = 3, backoff = a function");
    assert!(policy.to_string().parse::<Policy>().is_err());
    let said = serde_json::to_string(&policy).unwrap_err().to_string();
    assert_eq!(
        said,
        "a policy whose `backoff` is a function can't be written to a file"
    );
}

#[test]
fn jitter_in_a_file_may_be_a_bool() {
    let read = |text| serde_json::from_str::<Policy>(text).unwrap().jitter();
    assert_eq!(read(r#"{"jitter": true}"#), Jitter::Full);
    assert_eq!(read(r#"{"jitter": false}"#), Jitter::None);
    assert_eq!(read("{}"), Jitter::None);
}

#[test]
fn a_seed_above_63_bits_is_a_string_in_a_file() {
    let policy = Policy::builder()
        .jitter(Jitter::Full)
        .seed(u64::MAX)
        .build();
    let text = toml::to_string(&policy).unwrap();
    assert!(text.contains("seed = \"18446744073709551615\""), "{text}");
    assert_eq!(toml::from_str(&text), Ok(policy));
}
