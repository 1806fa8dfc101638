use std::time::Duration;

use tokio_retry::RetryIf;
use tokio_retry::strategy::ExponentialBackoff;

use crate::{Client, HttpError};

pub async fn orders(client: &Client) -> Result<String, HttpError> {
    // 2ⁿ · 50 ms
    let delays = ExponentialBackoff::from_millis(2)
        .factor(50)
        .max_delay(Duration::from_secs(1))
        .take(5);
    RetryIf::start(
        delays,
        || client.get("/orders"),
        |error: &HttpError| error.status >= 500,
    )
    .await
}
