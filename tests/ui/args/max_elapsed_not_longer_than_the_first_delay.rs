use retry_runtime::retry;

#[retry(delays = ["10s", "1m"], max_elapsed = "10s")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
