use retry_runtime::retry;

#[retry(on_retry = "log_retry")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
