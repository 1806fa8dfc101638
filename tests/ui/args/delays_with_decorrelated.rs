use retry_runtime::retry;

#[retry(delays = ["1s", "5s"], jitter = decorrelated)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
