use retry_runtime::Classify;

#[derive(Classify)]
enum FetchError {
    #[verdict(transparent)]
    Read(std::io::Error, String),
    #[verdict(transparent)]
    Write {
        path: String,
        source: std::io::Error,
    },
}

fn main() {}
