use retry_runtime::retry;

#[retry(on_retry = |attempt: u32| drop(attempt))]
fn fetch() -> Result<usize, String> {
    Ok(5)
}

fn main() {
    fetch().unwrap();
}
