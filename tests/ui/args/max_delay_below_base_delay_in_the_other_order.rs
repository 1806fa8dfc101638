use retry_runtime::retry;

#[retry(max_delay = "1s", base_delay = "2s")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
