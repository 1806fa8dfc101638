#![deny(unused_variables, unused_mut, unused_must_use, dead_code)]

use retry_runtime::{Policy, retry};

#[retry]
fn fetch(unused: u32, mut unchanged: u32) -> Result<u32, String> {
    let mut local = 4;
    Ok(local + unchanged)
}

#[retry]
fn dead() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch(1, 2);
    Policy::default().retry(|| Some(1));
}
