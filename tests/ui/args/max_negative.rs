use retry_runtime::retry;

#[retry(max = -1)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
