use retry_runtime::retry;

#[retry(max_attempts = "6")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
