use retry_runtime::retry;

#[retry(max_pushback = "0s")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
