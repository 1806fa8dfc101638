use retry_runtime::retry;

use crate::{Client, HttpError};

#[retry(
    max = 5,
    base_delay = "100ms",
    max_delay = "1s",
    when = |error| error.status >= 500,
)]
pub async fn orders(client: &Client) -> Result<String, HttpError> {
    client.get("/orders").await
}
