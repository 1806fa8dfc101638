use retry_runtime::retry;

#[retry(max = 5; base_delay = "0s")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
