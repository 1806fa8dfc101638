use retry_runtime::retry;

#[retry(jitter = proportional(P))]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
