use retry_runtime::retry;

#[retry]
async fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {}
