use retry_runtime::Classify;

#[derive(Classify)]
enum FetchError {
    #[verdict(retry, stop)]
    Timeout,
    #[verdict(retry)]
    #[verdict(retry_now)]
    Stale,
}

fn main() {}
