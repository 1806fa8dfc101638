use retry_runtime::retry;

#[retry(base_delay = std::time::Duration::from_millis(wait))]
fn fetch(wait: u64) -> Result<u64, String> {
    Ok(wait)
}

fn main() {}
