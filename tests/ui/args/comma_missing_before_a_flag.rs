use retry_runtime::retry;

#[retry(max = 5 jitter)]
fn fetch() -> Result<(), String> {
    Ok(())
}

#[retry(jitter clone)]
fn send(request: String) -> Result<String, String> {
    Ok(request)
}

fn main() {
    fetch().unwrap();
    send(String::new()).unwrap();
}
