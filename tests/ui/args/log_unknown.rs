use retry_runtime::retry;

#[retry(log = trace)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
