use retry_runtime::retry;

#[retry(base_delay = 5min)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
