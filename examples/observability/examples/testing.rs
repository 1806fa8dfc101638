//! Tests that do not sleep: `cargo test -p observability --example testing`
//!
//! The feature `test-util` of `retry-runtime`, among the dev-dependencies, is all
//! that it takes. The code under test stays as it is.

use retry_runtime::retry;

/// Waits up to ten minutes before it gives up.
#[retry(base_delay = "1m", max_delay = "10m", max_elapsed = "10m")]
fn connect(host: &str) -> Result<(), String> {
    Err(format!("{host}: connection refused"))
}

fn main() {
    println!("run me as a test: cargo test -p observability --example testing");
    println!(
        "(outside of it, `connect` would wait: {:?})",
        std::any::type_name_of_val(&connect)
    );
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use retry_runtime::testing::VirtualTime;

    use super::connect;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn connect_waits_longer_each_time() {
        let clock = VirtualTime::start();
        assert!(connect("db").is_err());
        assert_eq!(clock.delays(), [MINUTE, 2 * MINUTE, 4 * MINUTE]);
    }

    #[test]
    fn one_attempt_is_enough_for_a_test_of_the_error() {
        let clock = VirtualTime::start();
        let _single_attempts = clock.no_retries();
        assert_eq!(connect("db"), Err("db: connection refused".to_owned()));
        assert_eq!(clock.elapsed(), Duration::ZERO);
    }
}
