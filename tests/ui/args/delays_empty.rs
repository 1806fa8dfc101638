use retry_runtime::retry;

#[retry(delays = [])]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
