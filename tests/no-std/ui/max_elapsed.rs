//! Without `std` there is no clock.

use core::time::Duration;
use retry_runtime::retry;

fn nap(_: Duration) {}

#[retry(max_elapsed = "10s", sleep = nap)]
fn call() -> Option<()> {
    None
}

fn main() {}
