use retry_runtime::retry;

#[retry(config = CONFIG)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
