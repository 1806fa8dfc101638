use retry_runtime::retry;

#[retry(when = true)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
