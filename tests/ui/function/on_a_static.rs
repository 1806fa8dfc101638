use retry_runtime::retry;

#[retry]
static LIMIT: u32 = 5;

fn main() {}
