use retry_runtime::retry;

#[retry(policy = "off")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
