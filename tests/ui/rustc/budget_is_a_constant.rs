use retry_runtime::{RetryBudget, retry};

const BUDGET: RetryBudget = RetryBudget::new();

#[retry(budget = BUDGET)]
fn fetch() -> Result<usize, String> {
    Ok(5)
}

fn main() {
    fetch().unwrap();
}
