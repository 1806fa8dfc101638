//! Without `std` there is no source of random numbers.

use core::time::Duration;
use retry_runtime::{Jitter, Policy, retry};

fn nap(_: Duration) {}

#[retry(jitter, sleep = nap)]
fn call() -> Option<()> {
    None
}

const POLICY: Policy = Policy::builder().jitter(Jitter::Full).build();

fn main() {}
