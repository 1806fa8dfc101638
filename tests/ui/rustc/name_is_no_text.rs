use retry_runtime::retry;

#[retry(name = 5 + 1)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {}
