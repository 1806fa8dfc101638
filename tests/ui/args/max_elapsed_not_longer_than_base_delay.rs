use retry_runtime::retry;

#[retry(base_delay = "1s", max_elapsed = "1s")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
