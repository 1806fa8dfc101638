use retry_runtime::retry;

#[retry(clone(url))]
fn fetch(url: &str) -> Result<usize, String> {
    Ok(url.len())
}

fn main() {}
