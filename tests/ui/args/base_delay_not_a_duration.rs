use retry_runtime::retry;

#[retry(base_delay = true)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
