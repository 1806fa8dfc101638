use retry_runtime::retry;

#[retry(base_delay = "1s", backoff = path::to::curve)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
