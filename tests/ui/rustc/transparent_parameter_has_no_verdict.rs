use retry_runtime::{Classify, Verdict};

#[derive(Classify)]
enum FetchError<E> {
    #[verdict(transparent)]
    Inner(E),
}

fn verdict(error: &FetchError<std::num::ParseIntError>) -> Verdict {
    error.verdict()
}

fn main() {}
