//! The library is `no_std`; its tests run on a host with `std`.

extern crate std;

use core::fmt::Write;
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use core::time::Duration;
use std::string::String;
use std::vec::Vec;

use retry_runtime::{Backoff, Jitter, Policy, Verdict, verdicts};

use super::{BUDGET, BusError, Device, POLICY, async_by_attribute, async_by_closure, total};

const RESET: BusError = BusError::Resetting(Duration::from_millis(20));

/// The result and the total delay of a device that fails like this and then reads 7.
fn device(
    failures: &[BusError],
    call: impl FnOnce(&mut Device<'_>) -> Result<u8, BusError>,
) -> (Result<u8, BusError>, Vec<Duration>) {
    let mut failures = failures.iter();
    let mut waits = Vec::new();
    let outcome = call(&mut Device {
        read: &mut || failures.next().map_or(Ok(7), |failure| Err(*failure)),
        wait: &mut |delay| waits.push(delay),
    });
    (outcome, waits)
}

fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing here waits"),
    }
}

#[test]
fn the_attribute_works_without_std() {
    let millis = Duration::from_millis;
    // A path to the method is not general enough in its lifetime.
    #[allow(clippy::redundant_closure_for_method_calls)]
    let call = |failures: &[_]| device(failures, |device| device.by_attribute());
    let busy = BusError::Busy;
    assert_eq!(
        call(&[busy, busy, RESET]),
        (Ok(7), [1, 1, 20].map(millis).into())
    );
    assert_eq!(
        call(&[busy, BusError::Broken]),
        (Err(BusError::Broken), [1].map(millis).into())
    );
    assert_eq!(call(&[busy; 9]), (Err(busy), [1, 1, 2].map(millis).into()));
}

#[test]
fn ready_verdicts_work_without_std() {
    let seven = Verdict::RetryAfter(Duration::from_secs(7));
    assert_eq!(verdicts::http(503, Some(" 7.0 ")), seven);
    // Dates need the feature `retry-after`.
    let date = "Fri, 31 Dec 1999 23:59:59 GMT";
    assert_eq!(verdicts::http(503, Some(date)), Verdict::Retry);
    assert_eq!(verdicts::http(404, Some("7")), Verdict::Stop);
    assert_eq!(verdicts::grpc(14), Verdict::Retry);
    assert_eq!(verdicts::sqlstate("40001"), Verdict::Retry);
}

#[test]
fn a_closure_works_without_std() {
    let mut told = 0;
    let (outcome, waits) = device(&[BusError::Busy; 9], |device| {
        device.by_closure(|retry| told += retry.attempt)
    });
    assert_eq!((outcome, told), (Err(BusError::Busy), 1 + 2 + 3));
    assert_eq!(waits, POLICY.delays().collect::<Vec<_>>());
    // An exhausted call returns no tokens.
    assert!(BUDGET.available() <= 85);
}

#[test]
fn async_calls_work_without_std() {
    assert_eq!(ready(async_by_attribute(5)), Ok(5));
    assert_eq!(ready(async_by_attribute(6)), Err(BusError::Busy));
    assert_eq!(ready(async_by_closure(4)), Some(4));
}

#[test]
fn every_backoff_works_without_std() {
    let millis = Duration::from_millis;
    assert_eq!(total(Backoff::Constant, None), Some(millis(1000)));
    assert_eq!(total(Backoff::Linear, None), Some(millis(5500)));
    assert_eq!(total(Backoff::Fibonacci, None), Some(millis(14_300)));
    assert_eq!(
        total(Backoff::Exponential, Some(1.5)),
        Some(Duration::from_nanos(11_333_007_813))
    );
    assert_eq!(total(Backoff::Linear, Some(1.5)), None);
}

#[test]
fn values_that_need_std_are_refused_at_run_time() {
    let limit = Policy::builder().max_elapsed(Duration::from_secs(1));
    let life = Policy::builder().reset_after(Duration::from_secs(1));
    let jitter = Policy::builder().jitter(Jitter::Full);
    for (policy, field) in [
        (limit, "max_elapsed"),
        (life, "reset_after"),
        (jitter, "jitter"),
    ] {
        let error = policy.try_build().unwrap_err();
        assert_eq!(error.field(), field);
        let mut words = String::new();
        write!(words, "{error}").unwrap();
        assert!(
            words.contains("the feature `std` of `retry-runtime`"),
            "{words}"
        );
    }
}

/// Recorded errors of the compiler, on the pinned toolchain.
#[test]
fn values_that_need_std_do_not_compile() {
    let version = std::process::Command::new("rustc")
        .arg("--version")
        .output();
    if version.unwrap().stdout.starts_with(b"rustc 1.95.0 ") {
        trybuild::TestCases::new().compile_fail("ui/*.rs");
    }
}
