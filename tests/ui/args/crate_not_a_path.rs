use retry_runtime::retry;

#[retry(crate = 5)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
