//! What the errors advise: a policy made at run time. And a path or a field that
//! has an argument's name is a constant all the same.

use std::time::Duration;

use retry_runtime::{Backoff, Jitter, Policy, retry};

mod limits {
    pub struct Limits {
        pub retries: u32,
    }

    #[allow(non_upper_case_globals)]
    pub const retries: u32 = 2;
    pub const ALL: Limits = Limits { retries };
}

#[retry(policy = Policy::builder().max(retries).build())]
fn chosen_at_run_time(retries: u32) -> Result<u32, String> {
    Ok(retries)
}

#[retry(policy = Policy::builder().backoff(Backoff::Curve(f)).build())]
fn curve_chosen_at_run_time(f: fn(u32) -> Duration) -> Result<Duration, String> {
    Ok(f(1))
}

#[retry(policy = Policy::builder().jitter(Jitter::Full).seed(s).build())]
fn seed_chosen_at_run_time(s: u64) -> Result<u64, String> {
    Ok(s)
}

#[retry(policy = policy)]
fn read_at_run_time(policy: Policy) -> Result<Policy, String> {
    Ok(policy)
}

#[retry(max = limits::retries)]
fn path(retries: u32) -> Result<u32, String> {
    Ok(retries)
}

#[retry(max = limits::ALL.retries)]
fn field(retries: u32) -> Result<u32, String> {
    Ok(retries)
}

fn main() {
    chosen_at_run_time(1).unwrap();
    curve_chosen_at_run_time(|_| Duration::from_secs(1)).unwrap();
    seed_chosen_at_run_time(1).unwrap();
    read_at_run_time("delays = [1s, 5s]".parse().unwrap()).unwrap();
    path(1).unwrap();
    field(1).unwrap();
}
