use retry_runtime::retry;

#[retry(hedge = "50ms")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
