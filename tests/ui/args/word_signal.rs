use retry_runtime::retry;

#[retry(signal = shutdown)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
