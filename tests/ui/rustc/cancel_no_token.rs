use retry_runtime::retry;

#[retry(cancel = stop)]
fn fetch(stop: bool) -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch(true).unwrap();
}
