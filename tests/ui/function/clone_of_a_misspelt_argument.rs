use retry_runtime::retry;

#[retry(clone(ulr))]
fn fetch(url: String) -> Result<String, String> {
    Ok(url)
}

fn main() {}
