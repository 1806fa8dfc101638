use retry_runtime::retry;

#[retry(base_delay = "-100ms")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
