use retry_runtime::retry;

#[retry(clone(page, page))]
fn fetch(page: String) -> Result<String, String> {
    Ok(page)
}

fn main() {}
