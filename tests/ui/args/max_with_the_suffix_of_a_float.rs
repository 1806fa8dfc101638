use retry_runtime::retry;

#[retry(max = 5f32)]
fn fetch() -> Result<(), String> {
    Ok(())
}

#[retry(max_attempts = 6f64, jitter, seed = 42f64)]
fn call() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
    call().unwrap();
}
