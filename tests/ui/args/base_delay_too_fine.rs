use retry_runtime::retry;

#[retry(base_delay = "0.1ns")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
