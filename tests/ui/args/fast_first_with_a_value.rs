use retry_runtime::retry;

#[retry(fast_first = true)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
