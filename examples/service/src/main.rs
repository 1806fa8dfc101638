//! A web service whose calls share a retry budget, through an outage of its backend:
//! `cargo run -p example-service`
//!
//! `service.rs` is the one to copy. It runs in a process of its own, which is this program
//! as `serve WAREHOUSE`; the rest of the world, the users and the warehouse, in another.

mod phases;
mod service;
mod warehouse;

use std::env;
use std::error::Error;
use std::io::{self, BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    match &arguments[..] {
        [] => phases::run().await,
        [serve, warehouse] if serve == "serve" => self::serve(warehouse).await,
        _ => Err("usage: example-service [serve WAREHOUSE]".into()),
    }
}

/// Serves on a free port, which it prints, until standard input ends.
async fn serve(warehouse: &str) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let end = async {
        let _ended = tokio::io::stdin().read_to_end(&mut Vec::new()).await;
    };
    axum::serve(listener, service::router(warehouse)?)
        .with_graceful_shutdown(end)
        .await?;
    Ok(())
}

/// The service in its process, which ends with this value, or with this process.
struct Service {
    process: Child,
    url: String,
}

impl Service {
    fn start(warehouse: &str) -> io::Result<Self> {
        let mut process = Command::new(env::current_exe()?)
            .args(["serve", warehouse])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut url = String::new();
        if let Some(stdout) = process.stdout.take() {
            BufReader::new(stdout).read_line(&mut url)?;
        }
        let url = url.trim_end().to_owned();
        let service = Self { process, url };
        if service.url.is_empty() {
            return Err(io::Error::other("the service did not start"));
        }
        Ok(service)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ended = self.process.wait();
    }
}
