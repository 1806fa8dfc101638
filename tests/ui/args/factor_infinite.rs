use retry_runtime::retry;

#[retry(factor = 1e999)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
