use retry_runtime::{Policy, retry};

const POLICY: Policy = Policy::builder().build();

#[retry(with = POLICY)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {}
