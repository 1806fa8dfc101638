use retry_runtime::retry;

#[retry]
async fn send(body: String) -> Result<(), String> {
    Err(body)
}

fn main() {
    drop(send(String::new()));
}
