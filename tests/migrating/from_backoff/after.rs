use retry_runtime::{Verdict, retry};

use crate::{Client, HttpError};

#[retry(
    max = unlimited,
    max_elapsed = "60s",
    base_delay = "100ms",
    factor = 1.5,
    max_delay = "5s",
    classify = |error| match error.retry_after {
        Some(delay) => Verdict::RetryAfter(delay),
        None if error.status >= 500 => Verdict::Retry,
        None => Verdict::Stop,
    },
)]
pub async fn orders(client: &Client) -> Result<String, HttpError> {
    client.get("/orders").await
}
