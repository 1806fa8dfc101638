use retry_runtime::retry;

#[retry(sleep = std::thread::sleep)]
async fn fetch() -> Result<usize, String> {
    Ok(5)
}

fn main() {
    drop(fetch());
}
