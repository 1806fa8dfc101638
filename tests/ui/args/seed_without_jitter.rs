use retry_runtime::retry;

#[retry(seed = 42)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
