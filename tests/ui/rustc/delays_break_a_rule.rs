use std::time::Duration;

use retry_runtime::retry;

const NONE: &[Duration] = &[];
const ZERO: Duration = Duration::ZERO;
const COUNT: u32 = 5;
const ARRAY: [Duration; 1] = [Duration::from_secs(1)];

#[retry(delays = NONE)]
fn empty() -> Result<(), String> {
    Ok(())
}

#[retry(delays = [ZERO, "1s", ZERO])]
fn zero_at_last() -> Result<(), String> {
    Ok(())
}

#[retry(delays = ["1s", COUNT])]
fn of_a_number() -> Result<(), String> {
    Ok(())
}

#[retry(delays = ARRAY)]
fn array() -> Result<(), String> {
    Ok(())
}

fn main() {}
