//! Policies derived from another policy: written arguments override those of the base.

use crate::arbitrary;

use proptest::prelude::*;
use retry_runtime::testing::VirtualTime;
use retry_runtime::{Jitter, Policy, Profile, ProfileSettings, retry};

/// The keys of a policy, in the order in which they are printed.
const KEYS: [&str; 12] = [
    "max",
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

/// The arguments of a policy as text, by key.
fn written(policy: &Policy) -> Vec<(&'static str, String)> {
    let text = policy.to_string();
    let mut is_inside = false;
    let arguments = text.split(|c| {
        is_inside = c == '[' || is_inside && c != ']';
        c == ',' && !is_inside
    });
    let arguments = arguments.map(|argument| {
        let argument = argument.trim();
        let key = argument.split(" = ").next().unwrap();
        let key = KEYS.iter().find(|known| **known == key).unwrap();
        (*key, argument.to_owned())
    });
    arguments.collect()
}

fn text<'a>(arguments: impl IntoIterator<Item = &'a (&'static str, String)>) -> String {
    let arguments: Vec<_> = arguments
        .into_iter()
        .map(|(_, text)| text.as_str())
        .collect();
    arguments.join(", ")
}

proptest! {
    /// Checks that arguments beside a base give the policy in which all of them are written out, if
    /// that policy is valid.
    #[test]
    fn a_derived_policy_equals_one_written_out(
        base in arbitrary::policy(),
        other in arbitrary::policy(),
        chosen in proptest::collection::vec(any::<bool>(), KEYS.len()),
    ) {
        let is_chosen = |key: &str| chosen[KEYS.iter().position(|known| *known == key).unwrap()];
        let own: Vec<_> = written(&other).into_iter().filter(|(key, _)| is_chosen(key)).collect();
        // A base delay equal to the cap may have been lowered to the cap.
        if own.is_empty() || base.base_delay() >= base.max_delay() {
            return Ok(());
        }
        // A `max` equal to the length of a list may come from the list.
        let length = base.listed_delays().and_then(|list| u32::try_from(list.len()).ok());
        let is_counted = length.is_some() && length == base.max();
        let mut given = written(&base);
        given.retain(|(key, _)| *key != "max" || !is_counted);
        let kept = given.iter().filter(|(key, _)| own.iter().all(|(own, _)| own != key));
        let all = text(own.iter().chain(kept));
        if let Ok(expected) = all.parse::<Policy>() {
            let derived = base.with_text(&text(&own)).expect("valid written out");
            prop_assert_eq!(derived, expected, "`{}` beside `{}`", text(&own), base);
        }
    }

    #[test]
    fn a_policy_derived_without_arguments_is_unchanged(policy in arbitrary::policy()) {
        prop_assert_eq!(policy.to_builder().build(), policy);
        prop_assert_eq!(policy.to_string().parse::<Policy>(), Ok(policy));
    }
}

#[test]
fn a_written_argument_replaces_those_that_it_excludes() {
    for (base, own, expected) in [
        (
            "backoff = linear",
            "factor = 3",
            "max = 3, base_delay = 100ms, factor = 3",
        ),
        (
            "factor = 3",
            "backoff = linear",
            "max = 3, base_delay = 100ms, backoff = linear",
        ),
        (
            "factor = 3",
            "backoff = exponential",
            "max = 3, base_delay = 100ms, factor = 3",
        ),
        (
            "jitter = decorrelated",
            "factor = 3",
            "max = 3, base_delay = 100ms, factor = 3",
        ),
        (
            "factor = 3",
            "jitter = decorrelated",
            "max = 3, base_delay = 100ms, jitter = decorrelated",
        ),
        (
            "jitter, seed = 1",
            "jitter = none",
            "max = 3, base_delay = 100ms",
        ),
        (
            "jitter",
            "seed = 1",
            "max = 3, base_delay = 100ms, jitter, seed = 1",
        ),
        (
            "max = unlimited",
            "max_attempts = 2",
            "max = 1, base_delay = 100ms",
        ),
        // A number of the base is adapted to the written argument.
        (
            "max_delay = 1s",
            "base_delay = 1m",
            "max = 3, base_delay = 1m",
        ),
        (
            "base_delay = 1m",
            "max_delay = 1s",
            "max = 3, base_delay = 1s, max_delay = 1s",
        ),
        ("off", "max = 2", "max = 2, base_delay = 100ms"),
        ("max = 5", "off", "off"),
        ("off", "base_delay = 1s", "off"),
    ] {
        let base: Policy = base.parse().unwrap();
        let derived = base.with_text(own).unwrap();
        let shown = derived.to_string();
        let expected: Policy = expected.parse().unwrap();
        assert_eq!(shown, expected.to_string(), "`{own}` beside `{base}`");
    }
    let limited: Policy = "max_elapsed = 1s".parse().unwrap();
    let error = limited.with_text("base_delay = 2s").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("`max_elapsed` must be longer than `base_delay`")
    );
}

/// A policy has a `max` even if none was written, so a base has one here beside a list.
#[test]
fn a_default_of_a_block_gives_way_as_an_argument_of_a_base_does() {
    macro_rules! delays {
        ($([$($base:tt)*] [$($own:tt)*])*) => {
            [$({
                struct Client;

                #[retry($($base)*)]
                impl Client {
                    #[retry($($own)*)]
                    fn call() -> Option<()> {
                        None
                    }
                }

                let call: fn() -> Option<()> = Client::call;
                (stringify!($($base)*), stringify!($($own)*), call)
            }),*]
        };
    }

    let cases = delays! {
        [backoff = linear] [factor = 3]
        [factor = 3] [backoff = linear]
        [factor = 3] [backoff = exponential]
        [jitter = decorrelated, seed = 1] [factor = 3]
        [max = 3, jitter = decorrelated, seed = 1] [delays = ["1s", "2s"]]
        [factor = 3] [jitter = decorrelated, seed = 1]
        [backoff = fibonacci] [jitter = decorrelated, seed = 1]
        [delays = ["1s", "2s"]] [jitter = decorrelated, seed = 1]
        [delays = ["1s", "2s"]] [backoff = linear]
        [delays = ["1s", "2s"]] [base_delay = "5s"]
        [delays = ["1s", "2s"]] [fast_first]
        [delays = ["1s", "2s"]] [max = 5]
        [max = 3, fast_first] [delays = ["1s", "2s"]]
        [max = 3, base_delay = "5s", backoff = linear] [delays = ["1s", "2s"]]
        [jitter, seed = 1] [jitter = none]
        [jitter = full, seed = 1] [jitter = equal]
        [jitter = full] [seed = 1]
        [max = 9] [max_attempts = 2]
        [max_attempts = 9] [max = 2]
        [max_delay = "300ms"] [max = 5]
        [max = 7, factor = 3, max_delay = "1m"] [base_delay = "2s"]
    };
    for (base, own, call) in cases {
        let [base, own] = [base, own].map(|arguments| arguments.replace('"', ""));
        let policy: Policy = base.parse().unwrap();
        let policy = policy.with_text(&own).unwrap();
        let clock = VirtualTime::start();
        assert_eq!(call(), None);
        let expected: Vec<_> = policy.delays().collect();
        assert_eq!(
            clock.delays(),
            expected,
            "`{own}` beside `{base}`: {policy}"
        );
    }
}

#[test]
fn off_is_one_attempt_in_every_form() {
    #[retry(policy = Policy::OFF)]
    fn fetch(calls: &mut u32) -> Result<(), u8> {
        *calls += 1;
        Err(1)
    }

    assert_eq!(serde_json::to_string(&Policy::OFF).unwrap(), r#""off""#);
    assert_eq!(
        serde_json::from_str::<Policy>(r#""off""#).unwrap(),
        Policy::OFF
    );
    assert_eq!(Policy::OFF.delays().count(), 0);
    let settings: ProfileSettings =
        toml::from_str::<toml::Table>("retry = 'off'").unwrap()["retry"]
            .clone()
            .try_into()
            .unwrap();
    assert_eq!(
        (settings.policy, settings.attempt_timeout),
        (Policy::OFF, None)
    );
    assert_eq!(settings.to_string(), "off");

    // A policy that is off has no other setting, so that its text is the whole of it.
    for derived in [
        Policy::OFF.with_text("max_delay = 5s").unwrap(),
        Policy::OFF.to_builder().jitter(Jitter::Full).build(),
    ] {
        assert_eq!(
            (derived, derived.to_string()),
            (Policy::OFF, "off".to_owned())
        );
    }

    let mut calls = 0;
    assert_eq!((fetch(&mut calls), calls), (Err(1), 1));
    let profile: Profile<u8> = Profile::new(Policy::OFF);
    assert_eq!(profile.retry(|| Err::<(), _>(2)).call(), Err(2));
}

#[test]
fn settings_of_a_profile_round_trip_in_every_form() {
    let text = "max = 5, base_delay = 100ms, jitter, attempt_timeout = 2s";
    let settings: ProfileSettings = text.parse().unwrap();
    assert_eq!(settings.to_string(), text);
    let json = serde_json::to_string(&settings).unwrap();
    assert_eq!(
        json,
        r#"{"max":5,"base_delay":"100ms","jitter":"full","attempt_timeout":"2s"}"#
    );
    assert_eq!(
        serde_json::from_str::<ProfileSettings>(&json).unwrap(),
        settings
    );

    let refusal = |text: &str| text.parse::<ProfileSettings>().unwrap_err().to_string();
    assert!(
        refusal("attempt_timeout = 0s").starts_with("`attempt_timeout` must be greater than zero")
    );
    assert!(refusal("attempt_timeout").starts_with("`attempt_timeout` is written"));
    assert!(refusal("attempt_timout = 2s").contains("did you mean `attempt_timeout`?"));
    let policy = text.parse::<Policy>().unwrap_err().to_string();
    assert!(policy.starts_with("`attempt_timeout` is an argument of a profile, not of a policy"));
}
