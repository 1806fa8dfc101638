use retry_runtime::retry;

#[retry]
type Outcome = Result<(), String>;

fn main() {}
