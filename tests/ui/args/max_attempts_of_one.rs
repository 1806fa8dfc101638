use retry_runtime::retry;

#[retry(max_attempts = 1)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
