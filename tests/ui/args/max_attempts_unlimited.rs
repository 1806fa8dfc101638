use retry_runtime::retry;

#[retry(max_attempts = unlimited)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
