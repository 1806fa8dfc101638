use retry_runtime::retry;

#[retry(backoff = constant, factor = 2)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
