use retry_runtime::retry;

use std::time::Duration;

struct Client {
    delay: Duration,
}

impl Client {
    #[retry(base_delay = self.delay * 2)]
    fn fetch(&self) -> Result<(), String> {
        Ok(())
    }
}

fn main() {}
