use retry_runtime::{Policy, retry};

#[retry(with = Policy::builder().build())]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {}
