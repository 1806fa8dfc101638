use retry_runtime::retry;

#[retry(call_timeout = "20s")]
async fn fetch(url: &str) -> Result<(), String> {
    Ok(())
}

fn main() {
    let _ = fetch("");
}
