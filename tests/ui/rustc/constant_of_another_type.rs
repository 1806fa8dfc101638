use retry_runtime::retry;

const RETRIES: usize = 5;
const DELAY: &str = "1s";

#[retry(max = RETRIES, base_delay = DELAY)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
