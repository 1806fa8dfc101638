use retry_runtime::retry;

use std::time::Duration;

#[retry(attempt_timeout = limit)]
async fn fetch(limit: Duration) -> Result<Duration, String> {
    Ok(limit)
}

fn main() {}
