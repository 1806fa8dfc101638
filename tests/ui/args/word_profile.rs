use retry_runtime::retry;

#[retry(profile = STORAGE)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
