use retry_runtime::retry;

#[retry(base_delay = "1s", delays = ["1s", "5s"], backoff = linear, factor = 3, fast_first)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
