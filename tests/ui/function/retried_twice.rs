use retry_runtime::retry;

#[retry(max = 3)]
#[retry(max = 4)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
