use retry_runtime::retry;

#[retry(until = |value| value.len())]
fn fetch() -> Result<String, String> {
    Ok(String::new())
}

fn main() {
    fetch().unwrap();
}
