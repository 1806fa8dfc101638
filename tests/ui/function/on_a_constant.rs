use retry_runtime::retry;

#[retry]
const LIMIT: u32 = 5;

fn main() {}
