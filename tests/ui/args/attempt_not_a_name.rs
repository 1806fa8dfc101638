use retry_runtime::retry;

#[retry(attempt = 1)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
