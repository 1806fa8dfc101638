use std::time::Duration;

use retry_runtime::retry;

mod limits {
    pub const RETRIES: u32 = 0;
    pub const FACTOR: f64 = 0.5;
}
const LONG: Duration = Duration::from_secs(60);

#[retry(max = limits::RETRIES, base_delay = Duration::from_secs(0), factor = limits::FACTOR)]
fn never_called<T>(_: T) -> Result<(), String> {
    Ok(())
}

#[retry(base_delay = LONG, max_delay = "30s")]
fn capped_below() -> Result<(), String> {
    Ok(())
}

fn main() {}
