use retry_runtime::retry;

#[derive(Debug)]
enum FetchError {
    NotFound,
}

#[retry(max = 2, classify)]
fn fetch() -> Result<(), FetchError> {
    Err(FetchError::NotFound)
}

fn main() {
    fetch().unwrap();
}
