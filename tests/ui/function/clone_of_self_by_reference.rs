use retry_runtime::retry;

struct Client;

impl Client {
    #[retry(clone(self))]
    fn fetch(&self) -> Result<(), String> {
        Ok(())
    }
}

fn main() {}
