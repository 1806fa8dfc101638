//! Tests that do not sleep: `cargo test -p observability --example testing`
//!
//! This needs only the feature `test-util` of `retry-runtime`, among the dev-dependencies. The
//! code under test does not change.

use retry_runtime::retry;

/// Waits up to ten minutes before it gives up.
#[retry(base_delay = "1m", max_delay = "10m", max_elapsed = "10m")]
fn connect(host: &str) -> Result<(), String> {
    Err(format!("{host}: connection refused"))
}

fn main() {
    println!("run this as a test: cargo test -p observability --example testing");
    println!(
        "(outside a test, `connect` really waits: {:?})",
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
    fn each_delay_is_twice_the_last() {
        let clock = VirtualTime::start();
        assert!(connect("db").is_err());
        assert_eq!(clock.delays(), [MINUTE, 2 * MINUTE, 4 * MINUTE]);
    }

    #[test]
    fn an_outage_is_returned_without_running_the_body() {
        let clock = VirtualTime::start();
        let _outage = clock.fail_next(4, || "injected".to_owned());
        assert_eq!(connect("db"), Err("injected".to_owned()));
        assert!(clock.elapsed() <= 10 * MINUTE);
    }

    #[test]
    fn no_retries_returns_the_error_of_the_first_attempt() {
        let clock = VirtualTime::start();
        let _no_retries = clock.no_retries();
        assert_eq!(connect("db"), Err("db: connection refused".to_owned()));
        assert_eq!(clock.elapsed(), Duration::ZERO);
    }
}
