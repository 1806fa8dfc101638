use retry_runtime::retry;

#[retry(maxRetries = 5)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
