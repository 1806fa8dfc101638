#![allow(unused)]

use retry_runtime::retry;

#[retry]
use std::fs::read;

fn main() {}
