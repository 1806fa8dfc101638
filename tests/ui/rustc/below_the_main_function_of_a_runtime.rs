use retry_runtime::retry;

#[tokio::main]
#[retry]
async fn main() -> Result<(), String> {
    Ok(())
}
