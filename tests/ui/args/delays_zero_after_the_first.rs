use retry_runtime::retry;

#[retry(delays = ["1s", "0s", "5s", "0ms"])]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
