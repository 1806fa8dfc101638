use retry_runtime::retry;

#[retry(max = 5, max_attempts = 6)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
