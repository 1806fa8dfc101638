use retry_runtime::retry;

#[retry(max_elapsed = "0s")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
