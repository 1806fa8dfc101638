use retry_runtime::retry;

#[retry(max_interval = "1s")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
