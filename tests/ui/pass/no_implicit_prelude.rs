#![no_implicit_prelude]
#![deny(warnings)]

use ::retry_runtime::{Classify, Report, Verdict, retry};
use ::std::assert_eq;
use ::std::option::Option;

#[retry(max = 1, base_delay = "1ns", jitter, observe = report)]
fn call(report: &mut Report) -> Option<u8> {
    Option::None
}

#[derive(Classify)]
#[verdict(stop)]
enum Error<E> {
    #[verdict(retry_after = 0)]
    Busy(Option<::core::time::Duration>),
    #[verdict(transparent)]
    Inner(E),
    NotFound,
}

fn main() {
    let mut report = Report::new();
    assert_eq!(call(&mut report), Option::None);
    assert_eq!(report.total_retries, 1);

    let late = ::retry_runtime::AttemptTimeout::new(::core::time::Duration::ZERO);
    assert_eq!(Error::Inner(late).verdict(), Verdict::Retry);
    assert_eq!(Error::Inner(&Error::Inner(late)).verdict(), Verdict::Retry);
    let busy: Error<::core::convert::Infallible> = Error::Busy(Option::None);
    assert_eq!(busy.verdict(), Verdict::Retry);
    let missing: Error<::core::convert::Infallible> = Error::NotFound;
    assert_eq!(missing.verdict(), Verdict::Stop);
}
