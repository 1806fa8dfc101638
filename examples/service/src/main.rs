//! A web service whose calls share a retry budget and a cooldown, through outages of its backend:
//! `cargo run -p example-service`. For the same without the cooldown, the floor of the budget
//! and the quiet log: `cargo run -p example-service -- plain`.
//!
//! Copy `service.rs`. The service runs in a process of its own, started as
//! `serve WAREHOUSE [POLICY]`. The users and the warehouse run in the first process.

mod logs;
mod phases;
mod plain;
mod service;
mod warehouse;

use std::env;
use std::error::Error;
use std::io::{self, BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use retry_runtime::Policy;
use service::{POLICY, STOP};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let (is_plain, arguments) = match &arguments[..] {
        [first, rest @ ..] if first == "plain" => (true, rest),
        all => (false, all),
    };
    match arguments {
        [] => phases::run(is_plain).await,
        [serve, warehouse] if serve == "serve" => self::serve(warehouse, POLICY, is_plain).await,
        [serve, warehouse, policy] if serve == "serve" => {
            self::serve(warehouse, policy.parse()?, is_plain).await
        }
        _ => Err("usage: example-service [plain] [serve WAREHOUSE [POLICY]]".into()),
    }
}

/// Serves on a free port, which it prints, until standard input ends or a signal tells it to
/// stop. Then calls that wait give up, so that each request has its answer within moments.
async fn serve(warehouse: &str, policy: Policy, is_plain: bool) -> Result<(), Box<dyn Error>> {
    logs::install()?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let end = async {
        tokio::select! {
            () = input_ends() => {}
            () = told_to_stop() => {}
        }
        STOP.cancel();
    };
    axum::serve(listener, service::router(warehouse, policy, is_plain)?)
        .with_graceful_shutdown(end)
        .await?;
    Ok(())
}

async fn input_ends() {
    let _ended = tokio::io::stdin().read_to_end(&mut Vec::new()).await;
}

/// Returns at Ctrl-C or, on Unix, at the termination signal of `kill` and of container runtimes.
async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};

        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _interrupted = interrupted.await;
}

/// The process of the service. It ends when this value is dropped or this process ends.
struct Service {
    process: Child,
    url: String,
}

impl Service {
    fn start(warehouse: &str, is_plain: bool) -> io::Result<Self> {
        let mut process = Command::new(env::current_exe()?)
            .args(is_plain.then_some("plain"))
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
