//! An HTTP client that retries temporary failures of repeatable requests, and a service that often
//! fails: `cargo run -p example-http`
//!
//! Copy `client.rs`.

mod client;
mod server;
#[cfg(test)]
mod tests;

use client::Client;
use server::Fate::{Answered, Refused, Reset, Silence};
use server::Server;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (server, address) =
        Server::start(&[Refused(503, Some("1")), Reset, Silence, Answered, Reset]).await?;
    let client = Client::new(address)?;

    println!("an order with a key, by which the service knows it again:");
    client.post("/orders", "tea", Some("order-1")).await?;
    println!("ordered\n\nan order without one, which is not repeated blindly:");
    if let Err(error) = client.post("/orders", "coffee", None).await {
        println!("{error}\n\nwas it placed?");
    }
    println!("{}", client.get("/orders").await?);
    println!(
        "\n{} orders in {} requests",
        server.orders().len(),
        server.requests()
    );
    Ok(())
}
