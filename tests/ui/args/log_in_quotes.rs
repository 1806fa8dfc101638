use retry_runtime::retry;

#[retry(log = "debug")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
