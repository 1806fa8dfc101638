use retry_runtime::retry;

#[retry(circuit_breaker = BREAKER)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
