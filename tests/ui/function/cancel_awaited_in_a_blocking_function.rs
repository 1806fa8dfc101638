use retry_runtime::{CancelToken, retry};

#[retry(cancel = stop.cancelled().await)]
fn fetch(stop: &CancelToken) -> std::io::Result<()> {
    Ok(())
}

fn main() {
    let _ = fetch(&CancelToken::new());
}
