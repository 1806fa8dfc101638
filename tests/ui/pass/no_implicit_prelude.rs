#![no_implicit_prelude]
#![deny(warnings)]

use ::retry_runtime::{Report, retry};
use ::std::assert_eq;
use ::std::option::Option;

#[retry(max = 1, base_delay = "1ns", jitter, observe = report)]
fn call(report: &mut Report) -> Option<u8> {
    Option::None
}

fn main() {
    let mut report = Report::new();
    assert_eq!(call(&mut report), Option::None);
    assert_eq!(report.total_retries, 1);
}
