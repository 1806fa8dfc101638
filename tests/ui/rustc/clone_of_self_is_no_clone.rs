use retry_runtime::retry;

struct Client(Vec<u8>);

impl Client {
    #[retry(clone(self))]
    fn fetch(self) -> Result<Vec<u8>, String> {
        Ok(self.0)
    }
}

fn main() {}
