use retry_runtime::retry;

#[retry(policy = "POLICY")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
