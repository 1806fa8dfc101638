use reqwest::header::RETRY_AFTER;
use reqwest::{Client, Response};
use retry_runtime::{Verdict, has_transient_cause, retry, verdicts};

fn verdict(response: &Response) -> Verdict {
    let wait = response.headers().get(RETRY_AFTER);
    let wait = wait.and_then(|wait| wait.to_str().ok());
    verdicts::http(response.status().as_u16(), wait)
}

#[retry(
    max = 3,
    base_delay = "10ms",
    max_delay = "5s",
    jitter,
    when = |error| has_transient_cause(error),
    until = verdict,
)]
pub async fn get(client: &Client, url: &str) -> reqwest::Result<Response> {
    client.get(url).send().await
}
