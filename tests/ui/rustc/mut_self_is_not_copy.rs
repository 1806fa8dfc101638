use retry_runtime::retry;

struct Client(Vec<u8>);

impl Client {
    #[retry]
    fn fetch(mut self) -> Result<Vec<u8>, String> {
        self.0.push(1);
        Err("no".to_owned())
    }
}

fn main() {}
