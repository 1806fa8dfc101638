use retry_runtime::retry;

#[retry(once(key = 1, key = 2))]
fn fetch(url: &str) -> Result<(), String> {
    Ok(())
}

fn main() {
    let _ = fetch("");
}
