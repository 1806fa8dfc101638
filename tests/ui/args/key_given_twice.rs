use retry_runtime::retry;

#[retry(max = 5, base_delay = "1s", max = 6)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
