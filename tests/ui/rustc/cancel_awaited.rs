use retry_runtime::{CancelToken, retry};

#[retry(cancel = stop.cancelled().await)]
async fn fetch(stop: &CancelToken) -> Result<(), String> {
    Ok(())
}

fn main() {
    let _ = fetch(&CancelToken::new());
}
