//! What the errors advise: a policy made at run time. And a path or a field that
//! has an argument's name is a constant all the same.

use retry_runtime::{Policy, retry};

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
    path(1).unwrap();
    field(1).unwrap();
}
