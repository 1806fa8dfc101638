use retry_runtime::retry;

#[retry(backoff = f)]
fn fetch(f: fn(u32) -> std::time::Duration) -> Result<(), String> {
    f(0);
    Ok(())
}

fn main() {}
