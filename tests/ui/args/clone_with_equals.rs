use retry_runtime::retry;

#[retry(clone = page)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
