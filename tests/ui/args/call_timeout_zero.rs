use retry_runtime::retry;

#[retry(call_timeout = "0s")]
async fn fetch(url: &str) -> std::io::Result<()> {
    Ok(())
}

fn main() {
    let _ = fetch("");
}
