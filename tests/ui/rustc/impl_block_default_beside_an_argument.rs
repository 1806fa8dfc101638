use retry_runtime::retry;

struct Client;

#[retry(max_delay = "1s")]
impl Client {
    #[retry(base_delay = "5s")]
    fn fetch(&self) -> Result<(), String> {
        Ok(())
    }
}

fn main() {}
