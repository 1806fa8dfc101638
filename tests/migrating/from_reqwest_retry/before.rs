use std::time::Duration;

use reqwest::{Client, Response};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware};
use reqwest_retry::policies::ExponentialBackoff;
use reqwest_retry::{Jitter, RetryTransientMiddleware};

pub fn client(client: Client) -> ClientWithMiddleware {
    let policy = ExponentialBackoff::builder()
        .retry_bounds(Duration::from_millis(10), Duration::from_secs(5))
        .jitter(Jitter::Full)
        .build_with_max_retries(3);
    ClientBuilder::new(client)
        .with(RetryTransientMiddleware::new_with_policy(policy))
        .build()
}

pub async fn get(
    client: &ClientWithMiddleware,
    url: &str,
) -> Result<Response, reqwest_middleware::Error> {
    client.get(url).send().await
}
