use retry_runtime::retry;

#[retry(max_delay = "30s 1m")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
