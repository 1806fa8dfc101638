use retry_runtime::retry;

#[retry(with_max_times = 5)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
