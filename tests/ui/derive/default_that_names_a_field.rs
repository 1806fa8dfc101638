use retry_runtime::Classify;

#[derive(Classify)]
#[verdict(retry_after = wait)]
enum FetchError {
    Busy { wait: std::time::Duration },
}

#[derive(Classify)]
#[verdict(transparent)]
enum LoadError {
    Io(std::io::Error),
}

fn main() {}
