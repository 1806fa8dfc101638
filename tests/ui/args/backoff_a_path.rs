use retry_runtime::retry;

#[retry(backoff = Backoff::Linear)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
