use retry_runtime::retry;

#[retry(base_delay = 1_000)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
