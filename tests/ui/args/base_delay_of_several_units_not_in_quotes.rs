use retry_runtime::retry;

#[retry(base_delay = 1m30s)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
