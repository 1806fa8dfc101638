use retry_runtime::retry;

#[retry(tries = 5)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
