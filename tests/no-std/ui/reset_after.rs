//! Without `std` there is no clock.

use core::time::Duration;
use retry_runtime::retry;

fn nap(_: Duration) {}

#[retry(max = 2, reset_after = "1m", sleep = nap)]
fn call() -> Option<()> {
    None
}

fn main() {}
