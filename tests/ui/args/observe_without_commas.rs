use retry_runtime::retry;

#[retry(observe(a b))]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
