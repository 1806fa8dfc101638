use retry_runtime::retry;

#[retry(jitter, seed = s)]
fn fetch(s: u64) -> Result<u64, String> {
    Ok(s)
}

fn main() {}
