use retry_runtime::Classify;

#[derive(Classify)]
#[verdict(stop, crate = "retry_runtime")]
struct NotFound;

#[derive(Classify)]
#[verdict(stop, crate)]
struct Denied;

fn main() {}
