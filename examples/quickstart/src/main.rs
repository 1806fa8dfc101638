//! Prints a page: `cargo run -p example-quickstart -- http://127.0.0.1:8080/`

use std::time::Duration;

use reqwest::{Response, StatusCode, header::RETRY_AFTER};
use retry_runtime::{parse_retry_after, retry};

#[retry(
    max = 4,
    jitter,
    max_elapsed = "30s",
    when = FetchError::may_pass,
    retry_after = FetchError::retry_after,
    on_retry = |retry| eprintln!("attempt {} failed, next in {:?}", retry.attempt, retry.delay),
)]
async fn fetch(url: &str) -> Result<String, FetchError> {
    let response = reqwest::get(url).await?;
    if response.status().is_success() {
        Ok(response.text().await?)
    } else {
        Err(FetchError::Status(response.status(), asked(&response)))
    }
}

#[derive(Debug)]
enum FetchError {
    /// The server refused, and perhaps said when to come back.
    Status(StatusCode, Option<Duration>),
    /// The connection failed, or broke within the answer.
    Transport(reqwest::Error),
}

impl FetchError {
    fn may_pass(&self) -> bool {
        match self {
            Self::Status(status, _) => matches!(status.as_u16(), 408 | 429 | 500 | 502..=504),
            Self::Transport(error) => !error.is_builder(),
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status(_, asked) => *asked,
            Self::Transport(_) => None,
        }
    }
}

impl From<reqwest::Error> for FetchError {
    fn from(error: reqwest::Error) -> Self {
        Self::Transport(error)
    }
}

fn asked(response: &Response) -> Option<Duration> {
    let header = response.headers().get(RETRY_AFTER)?;
    parse_retry_after(header.to_str().ok()?).ok()
}

#[tokio::main]
async fn main() -> Result<(), FetchError> {
    let url = std::env::args().nth(1).expect("a URL");
    println!("{}", fetch(&url).await?);
    Ok(())
}
