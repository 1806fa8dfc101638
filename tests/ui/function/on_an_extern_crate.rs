use retry_runtime::retry;

#[retry]
extern crate std as standard;

fn main() {}
