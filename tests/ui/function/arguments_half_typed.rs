use retry_runtime::retry;

#[retry(max = , base_)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
