use retry_runtime::retry;

#[retry(observe = |attempt: u32| drop(attempt))]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
