use retry_runtime::retry;

#[retry(delays = "5s")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
