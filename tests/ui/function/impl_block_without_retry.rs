use retry_runtime::retry;

struct Client;

#[retry(max = 5)]
impl Client {
    fn fetch(&self) -> Result<(), String> {
        Ok(())
    }
}

fn main() {}
