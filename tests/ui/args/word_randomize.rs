use retry_runtime::retry;

#[retry(randomize = true)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
