use retry_runtime::retry;

#[retry(cancel = token)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
