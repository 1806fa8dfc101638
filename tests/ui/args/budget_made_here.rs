use retry_runtime::{RetryBudget, retry};

#[retry(budget = RetryBudget::new())]
fn fetch() -> Result<(), String> {
    Ok(())
}

#[retry(budget = &retry_runtime::RetryBudget::builder().capacity(5).build())]
fn send() -> Result<(), String> {
    Ok(())
}

fn main() {
    let _ = RetryBudget::new();
    let _ = (fetch(), send());
}
