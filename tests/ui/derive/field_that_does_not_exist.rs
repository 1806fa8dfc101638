use retry_runtime::Classify;

#[derive(Classify)]
enum FetchError {
    #[verdict(retry_after = wiat)]
    Busy { wait: std::time::Duration },
    #[verdict(retry_after = 2)]
    Limited(u32, std::time::Duration),
    #[verdict(retry_after = wait)]
    Timeout,
    #[verdict(transparent = cause)]
    Read {
        path: String,
        source: std::io::Error,
    },
}

fn main() {}
