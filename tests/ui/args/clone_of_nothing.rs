use retry_runtime::retry;

#[retry(clone())]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
