use retry_runtime::retry;

#[retry(jitter = proportional)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
