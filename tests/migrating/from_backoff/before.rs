use std::time::Duration;

use backoff::{Error, ExponentialBackoff, ExponentialBackoffBuilder};

use crate::{Client, HttpError};

pub async fn orders(client: &Client) -> Result<String, HttpError> {
    let policy: ExponentialBackoff = ExponentialBackoffBuilder::new()
        .with_initial_interval(Duration::from_millis(100))
        .with_multiplier(1.5)
        .with_randomization_factor(0.0)
        .with_max_interval(Duration::from_secs(5))
        .with_max_elapsed_time(Some(Duration::from_secs(60)))
        .build();
    backoff::future::retry(policy, || async {
        client
            .get("/orders")
            .await
            .map_err(|error| match error.retry_after {
                Some(delay) => Error::retry_after(error, delay),
                None if error.status >= 500 => Error::transient(error),
                None => Error::permanent(error),
            })
    })
    .await
}
