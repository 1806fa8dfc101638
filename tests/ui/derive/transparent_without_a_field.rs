use retry_runtime::Classify;

#[derive(Classify)]
enum FetchError {
    #[verdict(transparent)]
    Timeout,
    #[verdict(transparent)]
    Busy {},
}

fn main() {}
