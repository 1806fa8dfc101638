use retry_runtime::Classify;

#[derive(Classify)]
#[verdict(stop, retry)]
enum FetchError {
    Timeout,
}

fn main() {}
