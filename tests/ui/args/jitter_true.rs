use retry_runtime::retry;

#[retry(jitter = true)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
