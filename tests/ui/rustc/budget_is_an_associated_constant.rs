use retry_runtime::{RetryBudget, retry};

struct Client;

impl Client {
    const BUDGET: RetryBudget = RetryBudget::new();

    #[retry(budget = Self::BUDGET)]
    fn fetch() -> Result<usize, String> {
        Ok(5)
    }
}

fn main() {
    Client::fetch().unwrap();
}
