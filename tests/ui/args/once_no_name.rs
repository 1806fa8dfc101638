use retry_runtime::retry;

#[retry(once(Uuid::new_v4()))]
fn fetch(url: &str) -> Result<(), String> {
    Ok(())
}

fn main() {
    let _ = fetch("");
}
