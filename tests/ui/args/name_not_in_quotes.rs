use retry_runtime::retry;

#[retry(name = orders)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
