use retry_runtime::retry;

#[retry(sleep = "std::thread::sleep")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
