use retry_runtime::retry;

#[retry(backoff = "quadratic")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
