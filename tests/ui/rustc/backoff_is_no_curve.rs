use std::time::Duration;

use retry_runtime::retry;

fn of_another_number(retry: u64) -> Duration {
    Duration::from_secs(retry)
}

fn no_duration(retry: u32) -> u32 {
    retry
}

#[retry(backoff = of_another_number)]
fn takes_another_number() -> Result<(), String> {
    Ok(())
}

#[retry(max = 5, backoff = no_duration, jitter)]
fn returns_no_duration() -> Result<(), String> {
    Ok(())
}

#[retry(backoff = quadratic)]
fn names_nothing() -> Result<(), String> {
    Ok(())
}

#[retry(backoff = |retry| start * retry)]
fn names_an_argument(start: Duration) -> Result<(), String> {
    Ok(())
}

fn main() {}
