use retry_runtime::retry;

struct Client;

impl Client {
    #[retry]
    fn fetch(mut self) -> Result<(), String> {
        self = Client;
        Ok(())
    }
}

fn main() {
    Client.fetch().unwrap();
}
