use retry_runtime::retry;

#[retry(recover = from_cache)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
