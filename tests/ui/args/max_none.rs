use retry_runtime::retry;

#[retry(max = None)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
