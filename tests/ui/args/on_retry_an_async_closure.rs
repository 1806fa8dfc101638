use retry_runtime::retry;

#[retry(on_retry = async |retry| log(retry).await)]
async fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    drop(fetch());
}
