use retry_runtime::retry;

#[retry(retry_after_max = 60)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
