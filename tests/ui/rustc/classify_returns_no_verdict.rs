use retry_runtime::retry;

#[retry(classify = |error| error.is_empty())]
fn fetch() -> Result<usize, String> {
    Ok(5)
}

fn main() {
    fetch().unwrap();
}
