//! Overrides as text: read and written back, or refused in a few words.
//! `cargo +nightly fuzz run overrides fuzz/artifacts/new fuzz/corpus/overrides`

#![no_main]

use libfuzzer_sys::fuzz_target;
use retry_runtime::Overrides;

fuzz_target!(|input: &str| {
    match input.parse::<Overrides>() {
        Ok(overrides) => {
            let text = overrides.to_string();
            assert_eq!(text.parse(), Ok(overrides), "as {text:?}");
        }
        Err(error) => {
            let message = error.to_string();
            assert!(message.len() < 1000, "{} bytes", message.len());
            assert!(!message.contains(char::is_control), "{message:?}");
        }
    }
});
