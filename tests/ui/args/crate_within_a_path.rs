use retry_runtime::retry;

#[retry(crate = retry_runtime::crate)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
