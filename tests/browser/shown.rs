use retry_runtime::retry;

#[retry(max = 5, base_delay = "1ms", max_elapsed = "10s", jitter)]
async fn fetch(url: &str, calls: &mut u32) -> Result<String, String> {
    *calls += 1;
    if *calls < 4 {
        Err(format!("{url}: offline"))
    } else {
        Ok(format!("the page at {url}"))
    }
}
