use retry_runtime::retry;

#[retry(backoff = "linear")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
