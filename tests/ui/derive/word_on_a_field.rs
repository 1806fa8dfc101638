use retry_runtime::Classify;

#[derive(Classify)]
#[verdict(retry)]
enum FetchError {
    Busy {
        #[verdict(retry_after)]
        wait: std::time::Duration,
    },
}

#[derive(Classify)]
#[verdict(stop)]
struct LoadError(#[verdict(transparent)] std::io::Error);

fn main() {}
