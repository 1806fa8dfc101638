use retry_runtime::retry;

#[retry(backoff = exp)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
