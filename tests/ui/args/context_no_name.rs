use retry_runtime::retry;

#[retry(context = "ctx")]
fn fetch(url: &str) -> Result<(), String> {
    Ok(())
}

fn main() {
    let _ = fetch("");
}
