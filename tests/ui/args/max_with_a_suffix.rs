use retry_runtime::retry;

#[retry(max = 5x)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
