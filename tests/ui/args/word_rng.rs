use retry_runtime::retry;

#[retry(rng = 42)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
