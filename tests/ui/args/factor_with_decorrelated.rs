use retry_runtime::retry;

#[retry(jitter = decorrelated, factor = 3)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
