use retry_runtime::retry;

#[retry(backoff = lineer)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
