use retry_runtime::retry;

struct Client;

impl Client {
    fn is_busy(&self, error: &str) -> bool {
        error == "busy"
    }

    #[retry(when = self.is_busy)]
    fn fetch(&self) -> Result<(), String> {
        Err("busy".to_owned())
    }
}

fn main() {
    let client = Client;
    client.is_busy("busy");
    client.fetch().unwrap();
}
