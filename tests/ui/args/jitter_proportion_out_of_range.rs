use retry_runtime::retry;

#[retry(jitter = proportional(1.5))]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
