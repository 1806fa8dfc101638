use retry_runtime::retry;

#[retry(max = retries)]
fn fetch(retries: u32) -> Result<u32, String> {
    Ok(retries)
}

fn main() {}
