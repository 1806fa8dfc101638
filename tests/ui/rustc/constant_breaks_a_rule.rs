use std::time::Duration;

use retry_runtime::retry;

const RETRIES: u32 = 0;
const LONG: Duration = Duration::from_secs(60);

#[retry(max = RETRIES)]
fn never_called<T>(_: T) -> Result<(), String> {
    Ok(())
}

#[retry(base_delay = LONG, max_delay = "30s")]
fn capped_below() -> Result<(), String> {
    Ok(())
}

#[retry(max = 3, factor = -f64::EPSILON)]
fn shrinking() -> Result<(), String> {
    Ok(())
}

fn main() {}
