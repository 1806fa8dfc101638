//! Without `std` no thread sleeps.

use retry_runtime::{Policy, retry};

#[retry(max = 3)]
fn call() -> Option<()> {
    None
}

fn closure() -> Option<()> {
    Policy::default().retry(|| None).call()
}

fn main() {}
