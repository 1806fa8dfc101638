use retry_runtime::retry;

#[retry(max = 5, jitter, seed = 42, sleep = gloo_timers::future::sleep)]
async fn fetch(url: &str) -> Result<String, String> {
    Err(format!("{url}: offline"))
}
