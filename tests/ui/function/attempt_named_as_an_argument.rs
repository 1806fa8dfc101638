use retry_runtime::retry;

#[retry(attempt = page)]
fn fetch(page: u32) -> Result<u32, String> {
    Ok(page)
}

fn main() {}
