//! Prints a page: `cargo run -p example-quickstart -- http://127.0.0.1:8080/`

use reqwest::{StatusCode, Url, header::RETRY_AFTER};
use retry_runtime::{Classify, Verdict, retry, verdicts};

#[derive(Debug, thiserror::Error, Classify)]
enum FetchError {
    #[error("the server answered {0}")]
    #[verdict(transparent = 1)]
    Status(StatusCode, Verdict),
    #[error("the request failed")]
    #[verdict(retry)]
    Transport(#[from] reqwest::Error),
}

#[retry(max = 4, jitter, max_elapsed = "30s", classify, on_retry = |retry| eprintln!("{retry}"))]
async fn fetch(url: Url) -> Result<String, FetchError> {
    let response = reqwest::get(url.clone()).await?;
    let status = response.status();
    if status.is_success() {
        return Ok(response.text().await?);
    }
    let wait = response.headers().get(RETRY_AFTER);
    let wait = wait.and_then(|value| value.to_str().ok());
    let verdict = verdicts::http(status.as_u16(), wait);
    Err(FetchError::Status(status, verdict))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).expect("a URL");
    println!("{}", fetch(url.parse()?).await?);
    Ok(())
}
