use retry_runtime::retry;

#[retry(policy = "max = 3, base_delay = 2s")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
