use retry_runtime::retry;

#[retry(jitter = proportional("0.5"))]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
