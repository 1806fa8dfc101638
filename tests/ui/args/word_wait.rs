use retry_runtime::retry;

#[retry(wait = "1s")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
