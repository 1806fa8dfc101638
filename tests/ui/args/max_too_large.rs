use retry_runtime::retry;

#[retry(max = 4294967295)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
