use retry_runtime::retry;

#[retry(max = "unlimited")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
