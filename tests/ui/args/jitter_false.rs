use retry_runtime::retry;

#[retry(jitter = false)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
