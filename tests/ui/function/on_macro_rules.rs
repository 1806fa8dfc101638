#![allow(unused)]

use retry_runtime::retry;

#[retry]
macro_rules! fetch {
    () => {};
}

fn main() {}
