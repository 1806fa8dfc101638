use retry_runtime::retry;

struct Client;

impl Client {
    #[retry]
    fn fetch(&self, page) -> Result<(), String> {
        Ok(())
    }

    #[retry]
    fn fetch_all(&self, pages: ) -> Result<(), String> {
        Ok(())
    }
}

fn main() {
    drop(Client.fetch(1));
}
