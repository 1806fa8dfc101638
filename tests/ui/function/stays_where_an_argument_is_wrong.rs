use retry_runtime::retry;

trait Fetch {
    fn fetch(&self) -> Result<(), String>;
}

struct Client;

impl Client {
    #[retry(max = 0)]
    fn inherent(&self) -> Result<(), String> {
        Ok(())
    }
}

impl Fetch for Client {
    #[retry(max = 0)]
    fn fetch(&self) -> Result<(), String> {
        self.inherent()
    }
}

fn main() {
    Client.fetch().unwrap();
}
