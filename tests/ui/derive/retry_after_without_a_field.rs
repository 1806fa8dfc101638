use retry_runtime::Classify;

#[derive(Classify)]
enum FetchError {
    #[verdict(retry_after)]
    Busy { wait: std::time::Duration },
    #[verdict(retry_after = "5s")]
    Timeout,
    #[verdict(retry_after = self.wait)]
    Limited { wait: std::time::Duration },
    #[verdict(retry_after(wait))]
    Throttled { wait: std::time::Duration },
}

fn main() {}
