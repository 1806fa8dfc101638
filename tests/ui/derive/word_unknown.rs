use retry_runtime::Classify;

#[derive(Classify)]
enum FetchError {
    #[verdict(permanent)]
    NotFound,
}

fn main() {}
