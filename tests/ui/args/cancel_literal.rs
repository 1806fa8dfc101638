use retry_runtime::retry;

#[retry(cancel = "stop")]
fn fetch(url: &str) -> Result<(), String> {
    Ok(())
}

fn main() {
    let _ = fetch("");
}
