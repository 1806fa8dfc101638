use retry_runtime::Classify;

#[derive(Classify)]
enum FetchError {
    #[verdict(retry = "5s")]
    Timeout,
    #[verdict(stop())]
    NotFound,
}

fn main() {}
