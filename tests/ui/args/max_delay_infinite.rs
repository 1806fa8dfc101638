use retry_runtime::retry;

#[retry(max_delay = "inf")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
