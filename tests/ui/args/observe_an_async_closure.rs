use retry_runtime::retry;

#[retry(observe = async |event| log(event).await)]
async fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    drop(fetch());
}
