//! Without a feature for it there is no timer.

use retry_runtime::{Policy, retry};

#[retry(max = 3)]
async fn call() -> Option<()> {
    None
}

async fn closure() -> Option<()> {
    Policy::default().retry_async(async || None).call().await
}

fn main() {}
