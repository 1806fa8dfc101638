//! The context that an attempt of a closure may ask for.

use crate::support;

use std::time::Duration;

use retry_runtime::testing::VirtualTime;
use retry_runtime::{Context, Policy, Verdict};
use support::block_on;

const POLICY: Policy = Policy::builder()
    .max(3)
    .max_elapsed(Duration::from_secs(1))
    .build();

/// The facts that an attempt was told.
type Told = (u32, Option<String>, Duration, Option<Duration>);

fn told(context: &Context<'_, String>) -> Told {
    let error = context.last_error().cloned();
    (
        context.attempt(),
        error,
        context.elapsed(),
        context.time_left(),
    )
}

fn outcome(context: &Context<'_, String>) -> Result<u32, String> {
    match context.attempt() {
        3 => Ok(0),
        4 => Ok(1),
        attempt => Err(format!("failure {attempt}")),
    }
}

/// A value that is not ready is no error.
fn expected() -> Vec<Told> {
    let at = |attempt, error: Option<&str>, millis| {
        let elapsed = Duration::from_millis(millis);
        let left = Duration::from_secs(1).checked_sub(elapsed);
        (attempt, error.map(str::to_owned), elapsed, left)
    };
    vec![
        at(1, None, 0),
        at(2, Some("failure 1"), 100),
        at(3, Some("failure 2"), 300),
        at(4, None, 700),
    ]
}

#[test]
fn has_number_error_and_times_in_a_blocking_call() {
    let _clock = VirtualTime::start();
    let mut seen = Vec::new();
    let call = POLICY.retry_with(|context| {
        seen.push(told(context));
        outcome(context)
    });
    assert_eq!(call.until(|n| *n == 1).call(), Ok(1));
    assert_eq!(seen, expected());
}

#[test]
fn has_number_error_and_times_in_an_async_call() {
    let _clock = VirtualTime::start();
    let mut seen = Vec::new();
    let call = POLICY.retry_async_with(async |context| {
        seen.push(told(context));
        outcome(context)
    });
    assert_eq!(block_on(call.until(|n| *n == 1).call()), Ok(1));
    assert_eq!(seen, expected());
}

#[test]
fn without_a_limit_no_time_is_left() {
    let policy = Policy::default();
    let call = policy.retry_with(|context| Some(context.time_left()));
    assert_eq!(call.call(), Some(None));
}

#[test]
fn holds_the_error_until_the_next_attempt_and_no_longer() {
    use std::rc::{Rc, Weak};

    let _clock = VirtualTime::start();
    let mut errors: Vec<Weak<str>> = Vec::new();
    let policy = Policy::builder().max(2).build();
    let last = policy
        .retry_with(|context: &Context<'_, Rc<str>>| {
            let alive: Vec<_> = errors.iter().filter_map(Weak::upgrade).collect();
            assert_eq!(alive.len(), usize::from(context.attempt() > 1));
            let error: Rc<str> = format!("{}", context.attempt()).into();
            errors.push(Rc::downgrade(&error));
            Err::<(), _>(error)
        })
        .classify(|_| Verdict::Retry)
        .call();
    assert_eq!(last, Err("3".into()));
}
