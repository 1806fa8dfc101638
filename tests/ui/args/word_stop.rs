use retry_runtime::retry;

#[retry(stop = 5)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
