use retry_runtime::retry;

#[retry(policy = "max = 3")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
