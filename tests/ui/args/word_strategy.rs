use retry_runtime::retry;

#[retry(strategy = linear)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
