use retry_runtime::retry;

#[retry(crate = "my_crate::retry_runtime")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
