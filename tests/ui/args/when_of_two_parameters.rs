use retry_runtime::retry;

#[retry(when = |error, attempt| attempt < error.len())]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
