use retry_runtime::retry;

#[retry(delays = [5s, 100, 0ms, "soon"])]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
