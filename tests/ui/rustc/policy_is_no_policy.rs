use retry_runtime::retry;

const RETRIES: u32 = 5;

#[retry(policy = RETRIES)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
