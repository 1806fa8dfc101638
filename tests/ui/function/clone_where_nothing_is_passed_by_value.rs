use retry_runtime::retry;

#[retry(clone)]
fn fetch(url: &str) -> Result<usize, String> {
    Ok(url.len())
}

fn main() {}
