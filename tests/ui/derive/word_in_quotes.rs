use retry_runtime::Classify;

#[derive(Classify)]
enum FetchError {
    #[verdict("retry")]
    Timeout,
}

fn main() {}
