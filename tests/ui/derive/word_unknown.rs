use retry_runtime::Classify;

#[derive(Classify)]
enum FetchError {
    #[verdict(colour)]
    NotFound,
    #[verdict(permanent)]
    Denied,
    #[verdict(after = wait)]
    Busy { wait: std::time::Duration },
}

fn main() {}
