use retry_runtime::retry;

#[retry(immediate)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
