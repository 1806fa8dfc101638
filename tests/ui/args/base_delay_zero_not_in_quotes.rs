use retry_runtime::retry;

#[retry(base_delay = 0ms)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
