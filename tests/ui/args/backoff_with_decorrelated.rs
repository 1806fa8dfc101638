use retry_runtime::retry;

#[retry(backoff = linear, jitter = decorrelated)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
