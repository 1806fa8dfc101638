use retry_runtime::retry;

#[retry(policy = "jitter")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
