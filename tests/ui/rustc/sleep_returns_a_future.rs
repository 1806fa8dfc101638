use std::time::Duration;

use retry_runtime::retry;

async fn nap(_: Duration) {}

#[retry(sleep = nap)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
