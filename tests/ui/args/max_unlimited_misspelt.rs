use retry_runtime::retry;

#[retry(max = unlimitd)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
