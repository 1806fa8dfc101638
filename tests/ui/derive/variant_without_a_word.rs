use retry_runtime::Classify;

#[derive(Classify)]
enum FetchError {
    #[verdict(retry)]
    Timeout,
    NotFound,
    Denied(String),
}

fn main() {}
