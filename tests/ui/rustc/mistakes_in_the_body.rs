#![deny(unused_variables, unused_mut, unused_must_use, dead_code)]

use retry_runtime::retry;

#[retry]
fn fetch(unused: u32) -> Result<(), String> {
    let mut number: u32 = "4";
    Err(number)
}

#[retry]
fn dead() -> Result<(), String> {
    let mut unchanged = 4;
    println!("{unchanged}");
    Ok(())
}

fn main() {
    fetch(1);
}
