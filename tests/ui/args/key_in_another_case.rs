use retry_runtime::retry;

#[retry(maxDelay = "1s")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
