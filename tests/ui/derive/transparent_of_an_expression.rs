use retry_runtime::Classify;

#[derive(Classify)]
#[verdict(transparent = self.source)]
struct FetchError {
    source: std::io::Error,
}

fn main() {}
