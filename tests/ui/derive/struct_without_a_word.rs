use retry_runtime::Classify;

#[derive(Classify)]
struct Timeout;

fn main() {}
