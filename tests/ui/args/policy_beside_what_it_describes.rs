use retry_runtime::retry;

#[retry(max = 5, policy = retry_runtime::Policy::default(), jitter)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
