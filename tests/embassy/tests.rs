use core::future::{Future, pending};
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use core::time::Duration;
use std::sync::Mutex;
use std::vec::Vec;

use embassy_time::{Instant, MockDriver};
use retry_runtime::{AttemptTimeout, Policy};

use super::{SensorError, poll, read};

/// The process has only one driver.
static DRIVER: Mutex<()> = Mutex::new(());

/// Runs a call and advances the clock by single microseconds. Returns the output, and the time in
/// microseconds.
fn run<T>(call: impl Future<Output = T>) -> (T, u64) {
    let mut call = pin!(call);
    let start = Instant::now();
    loop {
        if let Poll::Ready(output) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return (output, start.elapsed().as_micros());
        }
        MockDriver::get().advance(embassy_time::Duration::from_micros(1));
    }
}

#[test]
fn a_call_waits_by_the_timer_of_embassy() {
    let _driver = DRIVER.lock().unwrap();
    let mut starts = Vec::new();
    let (outcome, lasted) = run(read(&mut async || {
        starts.push(Instant::now());
        Err(SensorError::Fault)
    }));
    assert_eq!(outcome, Err(SensorError::Fault));
    // Each delay takes one more microsecond, because a tick has already begun.
    assert_eq!((starts.len(), lasted), (3, 10_001 + 20_001));
}

#[test]
fn attempt_timeout_works_under_embassy() {
    let _driver = DRIVER.lock().unwrap();
    let (outcome, lasted) = run(read(&mut async || pending().await));
    let timeout = AttemptTimeout::new(Duration::from_millis(5));
    assert_eq!(outcome, Err(SensorError::Silent(timeout)));
    assert_eq!(lasted, 3 * 5_001 + 10_001 + 20_001);
}

#[test]
fn delays_are_rounded_up_to_a_tick() {
    let _driver = DRIVER.lock().unwrap();
    let policy = Policy::builder()
        .max(1)
        .base_delay(Duration::from_nanos(1_001))
        .build();
    let (outcome, lasted) = run(poll(&policy, async || None::<()>));
    assert_eq!((outcome, lasted), (None, 3));
}

#[test]
fn the_longest_delay_does_not_overflow_under_embassy() {
    let _driver = DRIVER.lock().unwrap();
    let longest = Duration::from_nanos(u64::MAX);
    let policy = Policy::builder()
        .base_delay(longest)
        .max_delay(longest)
        .build();
    let mut call = pin!(poll(&policy, async || None::<()>));
    let mut context = Context::from_waker(Waker::noop());
    assert!(call.as_mut().poll(&mut context).is_pending());
    MockDriver::get().advance(embassy_time::Duration::from_secs(3600));
    assert!(call.as_mut().poll(&mut context).is_pending());
}
