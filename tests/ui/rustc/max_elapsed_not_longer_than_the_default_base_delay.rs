use retry_runtime::retry;

#[retry(max_elapsed = "50ms")]
fn fetch() -> Result<usize, String> {
    Ok(5)
}

fn main() {
    fetch().unwrap();
}
