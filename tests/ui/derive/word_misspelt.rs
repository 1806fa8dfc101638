use retry_runtime::Classify;

#[derive(Classify)]
enum FetchError {
    #[verdict(retyr)]
    Timeout,
    #[verdict(RetryAfter = 0)]
    Busy(std::time::Duration),
}

fn main() {}
