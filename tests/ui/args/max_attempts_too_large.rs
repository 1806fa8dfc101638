use retry_runtime::retry;

#[retry(max_attempts = 4294967296)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
