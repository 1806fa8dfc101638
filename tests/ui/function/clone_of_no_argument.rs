use retry_runtime::retry;

#[retry(clone(header))]
fn fetch(url: String, body: Vec<u8>, id: &u32) -> Result<String, String> {
    drop((body, id));
    Ok(url)
}

fn main() {}
