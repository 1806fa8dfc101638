use retry_runtime::retry;

#[retry(call_timeout = "20s")]
fn fetch(url: &str) -> std::io::Result<()> {
    Ok(())
}

fn main() {
    let _ = fetch("");
}
