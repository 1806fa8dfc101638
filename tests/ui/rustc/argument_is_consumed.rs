use retry_runtime::retry;

#[retry]
fn send(body: String) -> Result<(), String> {
    Err(body)
}

fn main() {
    send(String::new()).unwrap();
}
