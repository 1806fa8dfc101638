//! A policy for clients that have a retry loop of their own: `cargo run -p example-other-clients`

mod middleware;
mod plain_http;
mod server;
mod storage;
#[cfg(test)]
mod tests;

use std::error::Error;

use object_store::http::HttpBuilder;
use object_store::{ClientOptions, ObjectStoreExt};
use retry_runtime::Policy;
use server::Server;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let policy: Policy =
        "max = 4, base_delay = 10ms, jitter = decorrelated, max_elapsed = 1m".parse()?;

    let server = Server::start(2).await?;
    let response = middleware::client(policy)?
        .get(&server.address)
        .send()
        .await?;
    println!(
        "reqwest: {} after {} requests",
        response.status(),
        server.requests()
    );

    let server = Server::start(2).await?;
    let store = HttpBuilder::new()
        .with_url(&server.address)
        .with_client_options(ClientOptions::new().with_allow_http(true))
        .with_http_connector(plain_http::Connector)
        .with_retry(storage::retry_config(&policy)?)
        .build()?;
    let object = store.get(&"object".into()).await?.bytes().await?;
    println!(
        "object_store: {object:?} after {} requests",
        server.requests()
    );

    let refused = storage::retry_config(&"max = 4, jitter, seed = 1".parse()?);
    println!("{}", refused.unwrap_err());
    Ok(())
}
