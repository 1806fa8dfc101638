use retry_runtime::retry;

#[retry(min_delay = "1s")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
