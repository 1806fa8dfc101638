use retry_runtime::{Policy, retry};

#[retry(policy = policy, sleep = gloo_timers::future::sleep)]
async fn fetch(url: &str, policy: Policy) -> Result<String, String> {
    Err(format!("{url}: offline"))
}
