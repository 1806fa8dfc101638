//! Delays that other retry systems publish, in the four forms of a policy: attribute, closure,
//! string and configuration file. The delays are in `data/rules/published_delays.json`, with the
//! reasons why some can't be expressed.

use crate::support;

use std::time::Duration;

use retry_runtime::{Policy, parse_duration, retry};
use serde_json::Value;
use support::{nap, naps};

struct Vector {
    /// The name in messages.
    name: String,
    arguments: String,
    serde: Value,
    delays: Vec<Duration>,
}

fn vectors() -> Vec<Vector> {
    let data: Value =
        serde_json::from_str(include_str!("../../data/rules/published_delays.json")).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let delays = |value: &Value| {
        let delays = value.as_array().unwrap().iter();
        delays
            .map(|delay| parse_duration(&text(delay)).unwrap())
            .collect()
    };
    let vectors = data["vectors"].as_array().unwrap().iter();
    vectors
        .map(|vector| Vector {
            name: format!("{}: {}", text(&vector["system"]), text(&vector["source"])),
            arguments: text(&vector["arguments"]),
            serde: vector["serde"].clone(),
            delays: delays(&vector["delays"]),
        })
        .collect()
}

/// Defines, for each line of arguments, a function that always fails. The line is also kept as
/// text.
macro_rules! annotated {
    ($([$($argument:tt)*])*) => {{
        let mut functions: Vec<(&str, fn() -> Option<()>)> = Vec::new();
        $({
            #[retry($($argument)*, sleep = nap)]
            fn call() -> Option<()> {
                None
            }
            functions.push((stringify!($($argument)*), call));
        })*
        functions
    }};
}

#[test]
fn an_attribute_waits_the_published_delays() {
    let functions = annotated! {
        [max = 8, base_delay = "1s", max_delay = "128s"]
        [max = 8, base_delay = "1s", max_delay = "40s"]
        [max = 8, base_delay = "100ms", max_delay = "10s"]
        [max = 6, base_delay = "1s", factor = 3, max_delay = "100s"]
        [max = 9, base_delay = "100ms", max_delay = "5s"]
        [max = 5, base_delay = "1s", backoff = constant]
        [max = 5, base_delay = "1s", backoff = linear]
        [max = 5, base_delay = "1s", backoff = exponential]
        [max = 4, base_delay = "1d", max_delay = "2d"]
        [max = 12, base_delay = "100ms", max_delay = "100s"]
        [max = 6, base_delay = "10ms", factor = 3, max_delay = "600ms"]
        [max = 8, base_delay = "100ms", max_delay = "3s"]
        [max = 11, base_delay = "100ms", max_delay = "30s"]
        [max = 8, base_delay = "50ms", max_delay = "3s"]
        [max = 7, base_delay = "1ns", max_delay = "10ns"]
        [max = 8, base_delay = "100ms", max_delay = "5s"]
        [max = 10, base_delay = "500ms", max_delay = "5s"]
        [max = 2, base_delay = "4611686018427387903ns", factor = 2.1, max_delay = "9223372036854775807ns"]
        [max = 6, base_delay = "100ms", max_delay = "1s"]
        [max = 4, base_delay = "1s", max_delay = "20s"]
        [max = 4, base_delay = "1s", max_delay = "3s"]
        [delays = ["5s", "5m", "30m", "2h", "5h", "10h", "10h"]]
        [delays = ["1s", "10s", "30s", "1m", "15m", "1h", "3h", "5h", "6h", "10h", "11h"]]
        [delays = ["1m", "10m", "1h", "2h", "2h", "2h", "4h", "4h", "4h", "8h", "8h", "12h"]]
        [delays = ["10m", "1h", "2h", "8h"]]
        [max = 3, delays = ["20s"]]
        [max_attempts = 5, delays = ["30s"]]
        [max_attempts = 5, delays = ["100ms"]]
        [max = 8, delays = ["0s", "10s", "20s", "40s", "80s", "160s", "5m"]]
        [max = 8, fast_first, base_delay = "10s", max_delay = "5m"]
    };
    let vectors = vectors();
    assert_eq!(functions.len(), vectors.len());
    for ((arguments, call), vector) in functions.into_iter().zip(vectors) {
        let tokens = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(
            tokens(arguments),
            tokens(&vector.arguments),
            "{}",
            vector.name
        );
        assert_eq!(call(), None);
        assert_eq!(naps(), vector.delays, "{}", vector.name);
    }
}

/// Compares the table in the guide's page on schedules.
#[test]
fn the_guide_shows_the_published_schedules() {
    let page = include_str!("../../retry-runtime/src/guide/schedules.md");
    let rows = page.lines().filter(|line| line.ends_with(") |"));
    let shown: Vec<_> = rows
        .map(|row| {
            let cells: Vec<_> = row.trim_matches(['|', ' ']).split(" | ").collect();
            let (_, source) = cells[2].split_once("](").expect(row);
            let arguments = cells[1].trim_matches('`').to_owned();
            let name = format!("{}: {}", cells[0], source.trim_end_matches(')'));
            (name, arguments)
        })
        .collect();
    let vectors = vectors().into_iter();
    let listed: Vec<_> = vectors
        .filter(|vector| vector.name.contains("https://"))
        .map(|vector| (vector.name, vector.arguments))
        .collect();
    assert_eq!(shown, listed);
    assert!(shown.len() >= 5);
}

#[test]
fn a_closure_waits_the_published_delays() {
    for vector in vectors() {
        let policy: Policy = vector.arguments.parse().expect(&vector.name);
        assert_eq!(policy.retry(|| None::<()>).sleep(nap).call(), None);
        assert_eq!(naps(), vector.delays, "{}", vector.name);
    }
}

#[test]
fn a_string_gives_the_published_delays() {
    for vector in vectors() {
        let policy: Policy = vector.arguments.parse().expect(&vector.name);
        assert!(policy.delays().eq(vector.delays), "{}", vector.name);
    }
}

#[test]
fn a_configuration_file_gives_the_published_delays() {
    for vector in vectors() {
        let policy: Policy = serde_json::from_value(vector.serde.clone()).expect(&vector.name);
        assert!(policy.delays().eq(vector.delays), "{}", vector.name);
        let toml = toml::to_string(&vector.serde).unwrap();
        assert_eq!(toml::from_str(&toml), Ok(policy), "{}", vector.name);
    }
}
