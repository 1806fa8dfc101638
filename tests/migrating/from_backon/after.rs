use retry_runtime::{Retry, retry};

use crate::{Client, HttpError};

#[retry(
    max = 5,
    base_delay = "100ms",
    max_delay = "5s",
    when = |error| error.status >= 500,
    retry_after = |error| error.retry_after,
    on_retry = log,
)]
pub async fn orders(client: &Client) -> Result<String, HttpError> {
    client.get("/orders").await
}

fn log(retry: &Retry<'_, HttpError>) {
    eprintln!("{:?}, again in {:?}", retry.error, retry.delay);
}
