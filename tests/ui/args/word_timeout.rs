use retry_runtime::retry;

#[retry(timeout = "1s")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
