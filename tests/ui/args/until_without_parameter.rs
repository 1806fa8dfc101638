use retry_runtime::retry;

#[retry(until = || true)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
