use retry_runtime::retry;

#[retry(idempotent = true)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
