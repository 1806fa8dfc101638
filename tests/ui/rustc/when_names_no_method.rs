use retry_runtime::retry;

#[retry(when = |error| error.is_timeout())]
fn fetch() -> Result<usize, String> {
    Ok(5)
}

fn main() {
    fetch().unwrap();
}
