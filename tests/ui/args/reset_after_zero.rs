use retry_runtime::retry;

#[retry(reset_after = "0s")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
