use retry_runtime::retry;

#[retry(predicate = is_transient)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
