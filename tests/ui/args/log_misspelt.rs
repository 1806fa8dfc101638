use retry_runtime::retry;

#[retry(log = debgu)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
