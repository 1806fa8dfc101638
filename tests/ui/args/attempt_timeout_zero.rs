use retry_runtime::retry;

#[retry(attempt_timeout = "0s")]
async fn fetch() -> Result<usize, String> {
    Ok(5)
}

fn main() {
    drop(fetch());
}
