use retry_runtime::retry;

#[retry(fallback = use_cache)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
