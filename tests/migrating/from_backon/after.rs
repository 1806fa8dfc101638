use retry_runtime::retry;

use crate::{Client, HttpError};

#[retry(
    max = 5,
    base_delay = "100ms",
    max_delay = "5s",
    when = |error| error.status >= 500,
    retry_after = |error| error.retry_after,
    on_retry = |retry| eprintln!("{retry}"),
)]
pub async fn orders(client: &Client) -> Result<String, HttpError> {
    client.get("/orders").await
}
