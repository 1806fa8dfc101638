use retry_runtime::{Policy, retry};

#[retry(policy = policy.clone(), mx = 3)]
fn fetch(policy: &Policy) -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch(&Policy::default()).unwrap();
}
