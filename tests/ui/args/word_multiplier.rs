use retry_runtime::retry;

#[retry(multiplier = 2)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
