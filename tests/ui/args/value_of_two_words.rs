use retry_runtime::retry;

#[retry(jitter = full full)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
