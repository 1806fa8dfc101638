use retry_runtime::Classify;

#[derive(Classify)]
enum FetchError {
    #[verdict]
    Timeout,
    #[verdict()]
    Busy,
    #[verdict = "stop"]
    NotFound,
    #[verdict(, stop)]
    Denied,
}

fn main() {}
