//! The rules of a policy, from the table that also tests the attribute and the command line: every
//! form of a policy refuses the values with the messages of the table.

use retry_runtime::{Backoff, Jitter, Policy, PolicyBuilder, parse_duration};
use serde_json::{Map, Value, json};

/// The rows: arguments, and `ok` or the error message.
fn table() -> impl Iterator<Item = (&'static str, &'static str)> {
    let table = include_str!("../../data/rules/policies.tsv");
    let rows = table.lines().filter(|row| !row.starts_with('#'));
    rows.map(|row| row.split_once('\t').expect(row))
}

fn arguments(row: &str) -> impl Iterator<Item = (&str, &str)> {
    // The commas of a list do not separate arguments.
    let mut inside = false;
    let arguments = row.split(move |c| {
        inside = c == '[' || inside && c != ']';
        c == ',' && !inside
    });
    arguments.map(|argument| {
        let argument = argument.trim();
        argument.split_once(" = ").unwrap_or((argument, ""))
    })
}

fn items(list: &str) -> impl Iterator<Item = &str> {
    let items = list.trim_matches(['[', ']']).split(", ");
    items.filter(|item| !item.is_empty())
}

/// Compares one form of a policy with the table. The form returns `None` for a value that it can't
/// express, such as a negative number of retries in the builder.
fn check_against_table(most_unheld: usize, face: impl Fn(&str) -> Option<Result<Policy, String>>) {
    let mut unheld = 0;
    for (row, expected) in table() {
        let Some(said) = face(row) else {
            unheld += 1;
            continue;
        };
        let said = said.map_or_else(|message| message, |_| "ok".to_owned());
        // A form may add the value or the argument to the message, and a file format may add the
        // position.
        let rest = said.strip_prefix(expected);
        let rest = rest.unwrap_or_else(|| panic!("`{row}`: not `{expected}` but `{said}`"));
        assert!(
            rest.is_empty()
                || [" (got ", " (in `", " at line "]
                    .iter()
                    .any(|start| rest.starts_with(start)),
            "`{row}`: `{said}`"
        );
    }
    assert!(unheld <= most_unheld, "{unheld} rows were left out");
}

fn built(row: &str) -> Option<Result<Policy, String>> {
    let mut policy = Policy::builder();
    for (key, value) in arguments(row) {
        let delay = || parse_duration(value.trim_matches('"')).map_err(|error| error.to_string());
        let jitter = || value.parse::<Jitter>().map_err(|error| error.to_string());
        let backoff = || value.parse::<Backoff>().map_err(|error| error.to_string());
        let with: Result<PolicyBuilder, String> = match key {
            "max" if value == "unlimited" => Ok(policy.unlimited()),
            "max" => Ok(policy.max(value.parse().ok()?)),
            "max_attempts" => Ok(policy.max_attempts(value.parse().ok()?)),
            "base_delay" => delay().map(|delay| policy.base_delay(delay)),
            "max_delay" => delay().map(|delay| policy.max_delay(delay)),
            "max_pushback" => delay().map(|delay| policy.max_pushback(delay)),
            "max_elapsed" => delay().map(|limit| policy.max_elapsed(limit)),
            "reset_after" => delay().map(|life| policy.reset_after(life)),
            "backoff" => backoff().map(|backoff| policy.backoff(backoff)),
            "factor" => Ok(policy.factor(value.parse().expect(value))),
            "delays" => items(value)
                .map(|item| parse_duration(item.trim_matches('"')))
                .collect::<Result<Vec<_>, _>>()
                .map(|list| policy.delays(list.leak()))
                .map_err(|error| error.to_string()),
            "fast_first" => Ok(policy.fast_first()),
            "jitter" if value.is_empty() => Ok(policy.jitter(Jitter::Full)),
            "jitter" => jitter().map(|jitter| policy.jitter(jitter)),
            "seed" => Ok(policy.seed(value.parse().expect(value))),
            _ => panic!("no such argument: {key}"),
        };
        match with {
            Ok(with) => policy = with,
            Err(message) => return Some(Err(message)),
        }
    }
    Some(policy.try_build().map_err(|error| error.to_string()))
}

#[test]
fn policy_rules_hold_for_the_builder() {
    check_against_table(7, built);
}

#[test]
fn policy_rules_hold_for_a_string() {
    check_against_table(0, |row| {
        Some(row.parse::<Policy>().map_err(|error| error.to_string()))
    });
    // Durations need no quotes in a string.
    check_against_table(0, |row| {
        let row = row.replace('"', "");
        Some(row.parse::<Policy>().map_err(|error| error.to_string()))
    });
}

/// A row in the syntax of a configuration file.
fn json_text(row: &str) -> String {
    let pairs = arguments(row).map(|(key, value)| match value {
        "" => format!("\"{key}\": true"),
        literal if literal.starts_with('[') || literal.parse::<f64>().is_ok() => {
            format!("\"{key}\": {literal}")
        }
        text => format!("\"{key}\": \"{}\"", text.trim_matches('"')),
    });
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
}

#[test]
fn policy_rules_hold_for_json() {
    check_against_table(1, |row| {
        // JSON has no infinity.
        (!row.contains("1e999")).then(|| {
            serde_json::from_str::<Policy>(&json_text(row)).map_err(|error| error.to_string())
        })
    });
    // The rows through a parsed JSON value.
    check_against_table(1, |row| {
        let map: Map<String, Value> = serde_json::from_str(&json_text(row)).ok()?;
        Some(serde_json::from_value(Value::Object(map)).map_err(|error| error.to_string()))
    });
}

#[test]
fn policy_rules_hold_for_toml() {
    #[derive(serde::Deserialize)]
    struct Config {
        retry: Policy,
    }

    check_against_table(0, |row| {
        let lines = arguments(row).map(|(key, value)| match value {
            "" => format!("{key} = true"),
            "1e999" => format!("{key} = inf"),
            literal if literal.starts_with('[') || literal.parse::<f64>().is_ok() => {
                format!("{key} = {literal}")
            }
            text => format!("{key} = \"{}\"", text.trim_matches('"')),
        });
        let text = format!("[retry]\n{}\n", lines.collect::<Vec<_>>().join("\n"));
        let read = toml::from_str::<Config>(&text);
        Some(
            read.map(|config| config.retry)
                .map_err(|error| error.message().to_owned()),
        )
    });
}

#[test]
fn builder_errors_name_the_field_and_the_value() {
    use std::time::Duration;

    let error = |policy: PolicyBuilder| policy.try_build().unwrap_err();
    let zero = error(Policy::builder().max(0));
    assert_eq!(zero.field(), "max");
    assert!(zero.to_string().ends_with("(got 0)"), "{zero}");

    let short = Policy::builder()
        .base_delay(Duration::from_secs(2))
        .max_delay(Duration::from_millis(1500));
    assert_eq!(error(short).field(), "max_delay");
    assert!(error(short).to_string().ends_with("(got 1.5s)"));

    for factor in [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        -1.0,
        0.0,
        1.0 - f64::EPSILON,
    ] {
        let error = error(Policy::builder().factor(factor));
        assert_eq!(error.field(), "factor");
        assert!(error.to_string().ends_with(&format!("(got {factor})")));
    }
    for p in [f64::NAN, 0.0, -0.0, 1.0 + f64::EPSILON] {
        let error = error(Policy::builder().jitter(Jitter::Proportional(p)));
        assert_eq!(error.field(), "jitter");
    }
    for base in [Duration::ZERO, Duration::MAX] {
        let error = error(Policy::builder().base_delay(base));
        assert_eq!(error.field(), "base_delay");
    }
    // Defaults are checked too: the base delay is 100 ms.
    let short = error(Policy::builder().max_elapsed(Duration::from_millis(50)));
    assert_eq!(short.field(), "max_elapsed");
    assert!(short.to_string().ends_with("(got 50ms)"));
}

#[test]
#[should_panic(expected = "`max` must be at least 1")]
fn build_panics_if_a_rule_is_broken() {
    let _policy = Policy::builder().max(0).build();
}

/// Text in the table that looks like JSON must be JSON.
#[test]
fn rows_of_the_table_become_json() {
    assert_eq!(
        serde_json::from_str::<Value>(&json_text("max = 5, base_delay = \"1s\", jitter")).unwrap(),
        json!({"max": 5, "base_delay": "1s", "jitter": true}),
    );
}
