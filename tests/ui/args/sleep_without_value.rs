use retry_runtime::retry;

#[retry(sleep =)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
