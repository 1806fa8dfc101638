use retry_runtime::retry;

#[retry(abort_if = is_fatal)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
