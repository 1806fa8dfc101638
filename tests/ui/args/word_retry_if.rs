use retry_runtime::retry;

#[retry(retry_if = is_transient)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
