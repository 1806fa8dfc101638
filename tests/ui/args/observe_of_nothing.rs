use retry_runtime::retry;

#[retry(observe())]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
