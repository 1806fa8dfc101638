use retry_runtime::retry;

#[retry("100ms")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
