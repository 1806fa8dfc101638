use retry_runtime::Classify;

use std::time::{Duration, Instant};

#[derive(Classify)]
enum FetchError {
    #[verdict(retry_after = wait)]
    Busy { wait: Option<u64> },
    #[verdict(retry_after = 1)]
    Limited(Duration, Instant),
}

fn main() {}
