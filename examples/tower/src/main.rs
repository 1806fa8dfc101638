//! Clients of hyper and tonic with a layer that retries, and servers that fail at first.

mod grpc;
mod http;
mod servers;

use std::error::Error;

use ::http::Request;
use http_body_util::BodyExt;
use tonic::Code;
use tonic::transport::Endpoint;
use tonic_health::pb::HealthCheckRequest;
use tower::ServiceExt;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let (requests, address) = servers::http(&[500, 502]).await?;
    let request = Request::get(format!("http://{address}/")).body(http::Body::default())?;
    let response = http::client().oneshot(request).await?;
    let page = response.into_body().collect().await?.to_bytes();
    println!("{:?} after {} requests", page, requests.seen());

    let (requests, address) = servers::grpc(&[Code::Unavailable]).await?;
    let channel = Endpoint::from_shared(format!("http://{address}"))?.connect_lazy();
    let health = grpc::client(channel)
        .check(HealthCheckRequest::default())
        .await?;
    println!(
        "{:?} after {} requests",
        health.into_inner().status(),
        requests.seen()
    );
    Ok(())
}

#[cfg(test)]
mod tests;
