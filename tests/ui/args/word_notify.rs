use retry_runtime::retry;

#[retry(notify = log)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
