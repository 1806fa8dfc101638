use retry_runtime::retry;

#[retry(base_delay = "213504d")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
