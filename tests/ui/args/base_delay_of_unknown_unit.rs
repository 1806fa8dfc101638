use retry_runtime::retry;

#[retry(base_delay = "5 minutes")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
