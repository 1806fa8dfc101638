use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};

use crate::{Client, HttpError};

pub async fn orders(client: &Client) -> Result<String, HttpError> {
    let backoff = ExponentialBuilder::new()
        .with_min_delay(Duration::from_millis(100))
        .with_max_delay(Duration::from_secs(5))
        .with_max_times(5);
    (async || client.get("/orders").await)
        .retry(backoff)
        .sleep(tokio::time::sleep)
        .when(|error| error.status >= 500)
        .adjust(|error, delay| Some(error.retry_after.unwrap_or(delay?)))
        .notify(|error, delay| eprintln!("{error}, again in {delay:?}"))
        .await
}
