use std::time::Duration;

use object_store::http::HttpBuilder;
use object_store::{ClientOptions, ObjectStoreExt};
use retry_runtime::{Jitter, Policy};

use crate::server::Server;
use crate::storage::retry_config;
use crate::{middleware, plain_http};

const POLICY: Policy = Policy::builder()
    .max(3)
    .base_delay(Duration::from_millis(1))
    .max_delay(Duration::from_millis(5))
    .jitter(Jitter::Decorrelated)
    .build();

/// The status that a client of `reqwest-retry` gets, and the number of requests that its server
/// sees.
async fn get(policy: Policy, failures: u32) -> (u16, u32) {
    let server = Server::start(failures).await.unwrap();
    let client = middleware::client(policy).unwrap();
    let response = client.get(&server.address).send().await.unwrap();
    (response.status().as_u16(), server.requests())
}

#[tokio::test]
async fn reqwest_retries_by_a_policy() {
    assert_eq!(get(POLICY, 2).await, (200, 3));
    assert_eq!(get(POLICY, 9).await, (503, 4));
}

#[tokio::test]
async fn reqwest_starts_no_delay_that_would_end_after_max_elapsed() {
    // Delays of 1 ms and 10,000 s.
    let policy = "base_delay = 1ms, factor = 1e7, max_delay = 9h, max_elapsed = 1h";
    assert_eq!(get(policy.parse().unwrap(), 9).await, (503, 2));
}

/// The content of an object, if it can be read, and the number of requests that the server sees.
async fn read(failures: u32) -> (Option<String>, u32) {
    let server = Server::start(failures).await.unwrap();
    let store = HttpBuilder::new()
        .with_url(&server.address)
        .with_client_options(ClientOptions::new().with_allow_http(true))
        .with_http_connector(plain_http::Connector)
        .with_retry(retry_config(&POLICY).unwrap())
        .build()
        .unwrap();
    let object = match store.get(&"object".into()).await {
        Ok(object) => Some(object.bytes().await.unwrap()),
        Err(_) => None,
    };
    let text = object.map(|bytes| String::from_utf8(bytes.into()).unwrap());
    (text, server.requests())
}

#[tokio::test]
async fn a_store_retries_by_a_policy() {
    assert_eq!(read(2).await, (Some("the object".to_owned()), 3));
    assert_eq!(read(9).await, (None, 4));
}

#[test]
fn a_store_gets_the_numbers_of_its_policy() {
    let config = retry_config(&POLICY).unwrap();
    assert_eq!(config.backoff.init_backoff, Duration::from_millis(1));
    assert_eq!(config.backoff.max_backoff, Duration::from_millis(5));
    assert_eq!(
        (config.max_retries, config.retry_timeout),
        (3, Duration::MAX)
    );

    let policy = "max = unlimited, jitter = decorrelated, max_elapsed = 3m";
    let config = retry_config(&policy.parse().unwrap()).unwrap();
    // No delay ends after the limit, even the longest possible one.
    let timeout = Duration::from_secs(3 * 60 - 30);
    assert_eq!(
        (config.max_retries, config.retry_timeout),
        (usize::MAX, timeout)
    );
}

#[test]
fn the_error_lists_every_unsupported_argument() {
    let policy = "jitter, seed = 1, max_pushback = 2m, max_elapsed = 10s";
    let error = retry_config(&policy.parse().unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "object_store can't follow this policy: \
         its delays have decorrelated jitter: write `jitter = decorrelated`; \
         its jitter can't be repeated: leave `seed` out; \
         it doesn't read `Retry-After`: leave `max_pushback` out; \
         it checks the time before a delay only: write a `max_elapsed` above `max_delay`"
    );
}
