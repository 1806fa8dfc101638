use retry_runtime::retry;

#[retry(clone(body))]
fn fetch(url: &str) -> Result<&str, String> {
    Ok(url)
}

fn main() {}
