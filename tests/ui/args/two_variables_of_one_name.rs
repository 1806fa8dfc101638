use retry_runtime::retry;

#[retry(attempt = x, context = x)]
fn fetch() -> Result<u32, String> {
    Ok(x)
}

#[retry(attempt = y, once(y = 5))]
fn call() -> Result<u32, String> {
    Ok(y)
}

fn main() {
    fetch().unwrap();
    call().unwrap();
}
