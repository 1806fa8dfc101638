use retry_runtime::Classify;

#[derive(Classify)]
enum FetchError {
    #[verdict(transparent)]
    Number(std::num::ParseIntError),
}

fn main() {}
