//! A policy as text and as JSON: read and written back, or refused in a few words.
//! `cargo +nightly fuzz run policy fuzz/artifacts/new fuzz/corpus/policy`

#![no_main]

use libfuzzer_sys::fuzz_target;
use retry_runtime::{Policy, Report};

/// The longest refusal: ten errors, each with a few words and the start of the wrong text.
const LONGEST: usize = 10_000;

fn assert_short_and_on_one_line(message: &str) {
    assert!(message.len() < LONGEST, "{} bytes", message.len());
    assert!(!message.contains(char::is_control), "{message:?}");
}

fn assert_read_back(policy: Policy) {
    assert_eq!(policy.to_string().parse(), Ok(policy), "as text");
    let json = serde_json::to_string(&policy).expect("JSON");
    let read: Policy = serde_json::from_str(&json).expect(&json);
    assert_eq!(read, policy, "as {json}");
    // No method of a policy panics or takes long.
    let longest = policy.max_delay();
    assert!(policy.delays().take(200).all(|delay| !delay.is_zero() && delay <= longest));
    let _total = policy.worst_case_delay();
}

fuzz_target!(|input: &str| {
    match input.parse::<Policy>() {
        Ok(policy) => assert_read_back(policy),
        Err(error) => assert_short_and_on_one_line(&error.to_string()),
    }
    // The JSON parser adds its own texts.
    if let Ok(policy) = serde_json::from_str::<Policy>(input) {
        assert_read_back(policy);
    }
    if let Ok(report) = serde_json::from_str::<Report<u8>>(input) {
        let json = serde_json::to_string(&report).expect("JSON");
        let read: Report<u8> = serde_json::from_str(&json).expect(&json);
        assert_eq!(serde_json::to_string(&read).expect("JSON"), json);
    }
});
