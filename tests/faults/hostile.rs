//! Hostile or unchecked input: answers of servers, values in configuration files, and errors that
//! fail or never end when they are shown.

use crate::logged;
use crate::support;

use std::fmt;
use std::time::Duration;

use logged::logged;
use retry_runtime::testing::VirtualTime;
use retry_runtime::{
    Event, Overrides, Policy, Reason, Report, RetryBudget, parse_retry_after, retry,
};
use support::{nap, naps};

mod servers {
    use super::*;

    #[retry(
        max = 1,
        sleep = nap,
        retry_after = |value: &String| parse_retry_after(value).ok(),
        observe = report,
    )]
    fn fetch(value: &str, report: &mut Report) -> Result<(), String> {
        Err(value.to_owned())
    }

    fn fetched(value: &str) -> (Vec<Duration>, Reason) {
        let mut report = Report::new();
        assert!(fetch(value, &mut report).is_err());
        (naps(), report.reason.unwrap())
    }

    /// A pushback longer than the cap ends the call without a wait.
    #[test]
    fn a_server_that_asks_for_a_very_long_delay_ends_the_call() {
        let digits = "9".repeat(10_000_000);
        for value in [
            "31",
            "99999999999",
            "18446744073709551615",
            "18446744073709551616",
            "Fri, 31 Dec 9999 23:59:59 GMT",
            digits.as_str(),
        ] {
            let start = value.get(..40).unwrap_or(value);
            assert_eq!(
                fetched(value),
                (vec![], Reason::PushbackTooLong),
                "{start:?}"
            );
        }
    }

    #[test]
    fn an_invalid_retry_after_is_ignored() {
        let (letters, minus) = ("x".repeat(10_000_000), "-".repeat(10_000_000));
        for value in [
            "",
            "-1",
            "-99999999999",
            "-0",
            "NaN",
            "nan",
            "inf",
            "-inf",
            "Infinity",
            "1e999",
            "0x7fffffff",
            "1.5.5",
            "30\r\nX-Evil: 1",
            "30\0",
            "\u{202e}30",
            letters.as_str(),
            minus.as_str(),
        ] {
            let start = value.get(..40).unwrap_or(value);
            let own = vec![Duration::from_millis(100)];
            assert_eq!(fetched(value), (own, Reason::RetriesExhausted), "{start:?}");
        }
    }

    #[test]
    fn a_pushback_of_zero_causes_no_hot_loop() {
        for value in ["0", "00000", "Thu, 01 Jan 1970 00:00:00 GMT"] {
            assert_eq!(fetched(value).0, [Duration::from_millis(100)]);
        }
    }
}

mod configurations {
    use serde::Deserialize;
    use serde::de::value::{BytesDeserializer, MapDeserializer};

    use super::*;

    const KEYS: [&str; 12] = [
        "max",
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
    ];

    /// A value in a configuration file, as JSON.
    fn values() -> Vec<String> {
        let mut values: Vec<String> = [
            r#""""#,
            r#"" ""#,
            "-1",
            "0",
            "1",
            "-0.0",
            "0.5",
            "1e308",
            "99999999999999999999999999999999999999999",
            "-99999999999999999999999999999999999999999",
            "true",
            "false",
            r#""NaN""#,
            r#""inf""#,
            r#""-1ms""#,
            r#""0s""#,
            r#""18446744073709551616s""#,
            r#""1e9s""#,
            r#""unlimited""#,
            r#""proportional(NaN)""#,
            r#""proportional(-1)""#,
            r#""proportional(1e999)""#,
            r#""proportional()""#,
            r#""\u0000""#,
            r#""\u001b[2J\r\n\u0007""#,
            r#""'); DROP TABLE policies""#,
        ]
        .map(str::to_owned)
        .into();
        values.push(format!("\"{}\"", "9".repeat(1_000_000)));
        values.push(format!("\"{}\"", "\u{1f980}".repeat(100_000)));
        values
    }

    /// Checks that the error names its argument, is one line, and is short enough to read.
    fn assert_short_and_on_one_line(message: &str, key: &str) {
        let named = message.contains(&format!("`{key}`"));
        let named = named || (key == "jitter" && message.contains("`proportional(p)`"));
        assert!(named, "{key}: {message:?}");
        assert!(message.len() < 500, "{key}: {} bytes", message.len());
        assert!(!message.contains(char::is_control), "{key}: {message:?}");
    }

    #[test]
    fn a_configuration_error_names_the_wrong_field() {
        let mut refused = 0;
        for key in KEYS {
            for value in values() {
                let json = format!("{{\"{key}\": {value}}}");
                if let Err(error) = serde_json::from_str::<Policy>(&json) {
                    assert_short_and_on_one_line(&error.to_string(), key);
                    refused += 1;
                }
                let value: serde_json::Value = serde_json::from_str(&value).unwrap();
                let text = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                for text in [format!("{key} = {text}"), format!("{key} = \"{text}\"")] {
                    if let Err(error) = text.parse::<Policy>() {
                        assert_short_and_on_one_line(&error.to_string(), key);
                        refused += 1;
                    }
                }
            }
        }
        assert!(refused > 9 * 3 * 15, "only {refused}");
    }

    /// Tests a list, a table or nothing in place of a value.
    #[test]
    fn a_configuration_of_the_wrong_shape_is_refused() {
        for key in KEYS {
            for value in ["null", "[]", "[1]", "{}", r#"{"secs": 1, "nanos": 0}"#] {
                let json = format!("{{\"{key}\": {value}}}");
                let error = serde_json::from_str::<Policy>(&json).expect_err(&json);
                assert_short_and_on_one_line(&error.to_string(), key);
            }
        }
        for json in ["null", "[]", "7", "true", r#"{"max": 1, "max": 2}"#] {
            assert!(serde_json::from_str::<Policy>(json).is_err(), "{json}");
        }
        let deep = format!("{{\"max\": {}", "[".repeat(100_000));
        assert!(serde_json::from_str::<Policy>(&deep).is_err());
    }

    /// Tests bytes, which no format for people has. The error text is that of serde.
    #[test]
    fn a_configuration_with_bytes_is_refused() {
        let entries = [("max", BytesDeserializer::new(b"5"))].into_iter();
        let map = MapDeserializer::<_, serde::de::value::Error>::new(entries);
        let error = Policy::deserialize(map).unwrap_err().to_string();
        let expected = "expected a number, a word, or a duration such as \"100ms\"";
        assert!(error.ends_with(expected), "{error}");
    }

    #[test]
    fn an_unknown_key_is_refused_with_a_short_message() {
        let long = "x".repeat(1_000_000);
        for key in ["retries", "Max", "max ", "\u{1b}[31mmax", "\n", &long] {
            let error = format!("{key} = 1").parse::<Policy>();
            let json = serde_json::json!({ key: 1 });
            let from_json = serde_json::from_value::<Policy>(json);
            // The parser of text removes spaces around a key.
            if key != "max " {
                let message = error.unwrap_err().to_string();
                assert!(message.len() < 500 && !message.contains(char::is_control));
            }
            let message = from_json.unwrap_err().to_string();
            assert!(message.len() < 500 && !message.contains(char::is_control));
        }
    }

    #[test]
    fn wrong_overrides_are_refused_with_a_short_message() {
        let long = "x".repeat(1_000_000);
        for text in [
            "\u{1b}[2J\n",
            "a=\u{1b}[2J\nb",
            "a=max(\u{1b}[2J\n1)",
            "a=scale(\u{7})",
            "a*\n*=off",
            "a=off, off\u{b}",
            &long,
            &format!("a={long}"),
            &format!("a=max({long})"),
            &format!("{long}*{long}=off"),
        ] {
            let message = text.parse::<Overrides>().unwrap_err().to_string();
            assert!(message.len() < 500, "{} bytes", message.len());
            assert!(!message.contains(char::is_control), "{message:?}");
        }
    }
}

mod errors {
    use super::*;

    /// An error whose text is a gigabyte.
    struct Endless;

    impl fmt::Display for Endless {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let mebibyte = "x".repeat(1 << 20);
            (0..1 << 10).try_for_each(|_| f.write_str(&mebibyte))
        }
    }

    /// The peak memory of this process, in bytes.
    #[cfg(target_os = "linux")]
    fn most_memory() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:"));
        let kibibytes = line.unwrap().split_whitespace().nth(1).unwrap();
        kibibytes.parse::<u64>().unwrap() * 1024
    }
    #[cfg(not(target_os = "linux"))]
    fn most_memory() -> u64 {
        0
    }

    #[test]
    fn an_error_text_of_a_gigabyte_is_cut_in_report_log_and_json() {
        #[retry(max = 1, sleep = nap, observe(report, |event| json.push(serde_json::to_string(event).unwrap())))]
        fn call(report: &mut Report, json: &mut Vec<String>) -> Result<(), Endless> {
            Err(Endless)
        }

        let before = most_memory();
        let (mut report, mut json) = (Report::new(), Vec::new());
        let log = logged(|| assert!(call(&mut report, &mut json).is_err()));
        let shown = format!("{}… (1073741824 bytes)", "x".repeat(4096));
        assert_eq!(report.error.as_ref(), Some(&shown));
        assert_eq!(report.attempts[0].error.as_ref(), Some(&shown));
        assert_eq!(json.len(), 2);
        assert!(
            json.iter()
                .all(|event| event.contains(&shown) && event.len() < 5000)
        );
        assert_eq!(log.matches(&shown).count(), 2);
        assert!(log.len() < 10_000);
        // Other tests of this file run at the same time, with texts of 10 MB.
        assert!(most_memory() - before < 500_000_000);
    }

    /// An error is not formatted unless an observer or a feature uses its text.
    #[test]
    fn errors_are_not_formatted_without_an_observer() {
        struct Unshown;
        impl fmt::Display for Unshown {
            fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
                unreachable!("nobody looks");
            }
        }
        static BUDGET: RetryBudget = RetryBudget::new();
        #[retry(max = 2, sleep = nap, budget = BUDGET, observe = |event| events.push(matches!(event, Event::Retry { .. })))]
        fn call(events: &mut Vec<bool>) -> Result<(), Unshown> {
            Err(Unshown)
        }

        let mut events = Vec::new();
        assert!(call(&mut events).is_err());
        assert_eq!(events, [true, true, false]);
    }

    /// A subscriber formats the error before the retry is made.
    #[test]
    fn an_error_that_panics_while_it_is_logged_ends_the_call() {
        struct Broken;
        impl fmt::Display for Broken {
            fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
                panic!("no words");
            }
        }
        #[retry(max = 2, sleep = nap)]
        fn call(calls: &mut u32) -> Result<(), Broken> {
            *calls += 1;
            Err(Broken)
        }

        let mut calls = 0;
        let run = std::panic::AssertUnwindSafe(|| logged(|| drop(call(&mut calls))));
        let thrown = std::panic::catch_unwind(run).unwrap_err();
        assert_eq!(thrown.downcast_ref(), Some(&"no words"));
        assert_eq!((calls, naps().len()), (1, 0));
    }
}

mod control_characters {
    use super::*;

    const TEXT: &str = "a\nWARN forged: b\r\u{1b}[31m\u{7}\u{85}\u{2028}c\0";

    #[test]
    fn control_characters_are_escaped_in_logs() {
        let _clock = VirtualTime::start();
        let policy = Policy::builder().max(1).build();
        let log = logged(|| {
            let call = policy.retry(|| Err::<(), _>(TEXT)).name(TEXT);
            assert!(call.call().is_err());
            let call = policy.retry(|| Some(1)).name(TEXT).until(|_| false);
            assert!(call.call().is_some());
        });
        assert_eq!(log.lines().count(), 4, "{log:?}");
        for line in log.lines() {
            assert!(!line.contains(char::is_control), "{line:?}");
            assert!(!line.contains('\u{2028}'), "{line:?}");
            assert!(
                line.contains(r"a\nWARN forged: b\r\u{1b}[31m\u{7}"),
                "{line:?}"
            );
        }
    }

    #[test]
    fn control_characters_round_trip_through_json() {
        let _clock = VirtualTime::start();
        let mut events = Vec::new();
        let mut report = Report::new();
        let policy = Policy::default();
        let call = policy.retry(|| Err::<(), _>(TEXT));
        let call = call.name(TEXT).observe(&mut report);
        let see = |event: &Event<'_>| events.push(serde_json::to_string(event).unwrap());
        assert!(call.observe_fn(see).call().is_err());
        events.push(serde_json::to_string(&report).unwrap());
        for json in events {
            // U+0085 and U+2028 may stand in JSON as they are (RFC 8259, section 7).
            assert!(!json.contains(|c: char| c < ' '), "{json:?}");
            let read: serde_json::Value = serde_json::from_str(&json).unwrap();
            assert_eq!(read["error"], TEXT);
        }
    }
}
