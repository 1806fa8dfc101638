use retry_runtime::Classify;

#[derive(Classify)]
enum FetchError {
    #[verdict(stop, crate = retry_runtime)]
    NotFound,
}

fn main() {}
