use retry_runtime::retry;

#[retry(jitter, seed = -1)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
