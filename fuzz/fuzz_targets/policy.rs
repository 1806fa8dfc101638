//! A policy as text, and as JSON: read or refused, and what is read is written and
//! read back. `cargo +nightly fuzz run policy fuzz/artifacts/new fuzz/corpus/policy`

#![no_main]

use libfuzzer_sys::fuzz_target;
use retry_runtime::{Policy, Report};

/// The longest refusal: ten faults, each a few words and the start of what is wrong.
const LONGEST: usize = 10_000;

fn is_fit_to_print(message: &str) {
    assert!(message.len() < LONGEST, "{} bytes", message.len());
    assert!(!message.contains(char::is_control), "{message:?}");
}

fn is_read_back(policy: Policy) {
    assert_eq!(policy.to_string().parse(), Ok(policy), "as text");
    let json = serde_json::to_string(&policy).expect("JSON");
    let read: Policy = serde_json::from_str(&json).expect(&json);
    assert_eq!(read, policy, "as {json}");
    // Nothing about it panics or takes long.
    let longest = policy.max_delay();
    assert!(policy.delays().take(200).all(|delay| !delay.is_zero() && delay <= longest));
    let _total = policy.worst_case_delay();
}

fuzz_target!(|input: &str| {
    match input.parse::<Policy>() {
        Ok(policy) => is_read_back(policy),
        Err(error) => is_fit_to_print(&error.to_string()),
    }
    // What the format itself says of a text is its own.
    if let Ok(policy) = serde_json::from_str::<Policy>(input) {
        is_read_back(policy);
    }
    if let Ok(report) = serde_json::from_str::<Report<u8>>(input) {
        let json = serde_json::to_string(&report).expect("JSON");
        let read: Report<u8> = serde_json::from_str(&json).expect(&json);
        assert_eq!(serde_json::to_string(&read).expect("JSON"), json);
    }
});
