use retry_runtime::retry;

#[retry(jitter = 0.5)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
