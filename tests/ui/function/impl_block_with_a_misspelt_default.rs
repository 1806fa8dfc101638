use retry_runtime::retry;

struct Client;

#[retry(mx = 5)]
impl Client {
    #[retry]
    fn fetch(&self) -> Result<(), String> {
        Ok(())
    }
}

fn main() {}
