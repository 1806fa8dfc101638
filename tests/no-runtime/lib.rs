//! Async calls that wait with the feature `futures-timer` only.

#![cfg(test)]

use std::time::{Duration, Instant};

use retry_runtime::{AttemptTimeout, Policy, Profile, RetryBudget, Verdict, retry};

#[retry(max = 2, base_delay = "1ms", max_elapsed = "1h", attempt_timeout = "1ms", attempt = number)]
async fn call(fast_attempt: u32) -> std::io::Result<u32> {
    if number < fast_attempt {
        std::future::pending::<()>().await;
    }
    Ok(number)
}

/// Checks that a call takes at least as long as its timers. Only these timers can wake the call.
fn takes_at_least<T>(least: Duration, call: impl Future<Output = T>) -> T {
    let start = Instant::now();
    let outcome = smol::block_on(call);
    assert!(start.elapsed() >= least);
    outcome
}

#[test]
fn the_attribute_waits_without_a_runtime() {
    let delays_and_timeouts = Duration::from_millis(1 + 2 + 2);
    let outcome = takes_at_least(delays_and_timeouts, call(3));
    assert_eq!(outcome.unwrap(), 3);
}

#[test]
fn closures_wait_without_a_runtime() {
    let policy = Policy::builder()
        .max(2)
        .base_delay(Duration::from_millis(1))
        .build();
    let call = policy.retry_async(async || None::<()>).call();
    assert_eq!(takes_at_least(Duration::from_millis(3), call), None);
}

#[test]
fn a_task_of_another_thread_is_woken() {
    let task = smol::spawn(async { call(2).await.unwrap() });
    assert_eq!(smol::block_on(task), 2);
}

#[test]
fn the_guide_shows_the_call_that_runs_in_the_browser() {
    let guide = include_str!("../../retry-runtime/src/guide/async_functions.md");
    let shown = concat!(
        "```rust,ignore\n",
        include_str!("../browser/shown.rs"),
        "```"
    );
    assert!(guide.contains(shown));
}

/// Without the feature `test-util`, a call with a profile takes a shorter path through the runtime.
mod profiles {
    use std::ops::ControlFlow;
    use std::sync::Mutex;

    use super::*;

    static BUDGET: RetryBudget = RetryBudget::new();
    const POLICY: Policy = Policy::builder()
        .max(2)
        .base_delay(Duration::from_millis(1))
        .build();

    #[derive(Debug, PartialEq)]
    enum Error {
        Busy,
        Late,
    }

    impl From<AttemptTimeout> for Error {
        fn from(_: AttemptTimeout) -> Self {
            Self::Late
        }
    }

    static ALONE: Profile<Error> = Profile::new(POLICY);
    static CLASSIFIED: Profile<Error> = Profile::new(POLICY).classify(|_| Verdict::Stop);
    static FULL: Profile<Error> = Profile::new(POLICY)
        .budget(&BUDGET)
        .attempt_timeout(Duration::from_millis(1));

    #[retry(with = ALONE)]
    fn alone(calls: &mut u32) -> Result<(), Error> {
        *calls += 1;
        Err(Error::Busy)
    }

    /// Makes progress in every attempt, and succeeds in the sixth.
    #[retry(with = ALONE, classify = |_| Verdict::RetryAfresh)]
    fn afresh(calls: &mut u32) -> Result<(), Error> {
        *calls += 1;
        if *calls == 6 {
            Ok(())
        } else {
            Err(Error::Busy)
        }
    }

    #[retry(with = ALONE, classify = |_| Verdict::RetryAfresh)]
    async fn afresh_async(calls: &mut u32) -> Result<(), Error> {
        *calls += 1;
        if *calls == 6 {
            Ok(())
        } else {
            Err(Error::Busy)
        }
    }

    #[retry(with = CLASSIFIED)]
    async fn classified(calls: &mut u32) -> Result<(), Error> {
        *calls += 1;
        Err(Error::Busy)
    }

    #[retry(with = FULL, max = 1)]
    async fn full(calls: &mut u32) -> Result<(), Error> {
        *calls += 1;
        std::future::pending().await
    }

    static HEARD: Mutex<Vec<String>> = Mutex::new(Vec::new());
    static OBSERVED: Profile<Error> = Profile::new(POLICY)
        .budget(&CANCELLED)
        .observe(&|event| HEARD.lock().unwrap().push(format!("{event:?}")));
    static CANCELLED: RetryBudget = RetryBudget::new();

    /// A `sleep` that ends the call.
    #[retry(with = OBSERVED, sleep = |_| ControlFlow::Break(()))]
    fn cancelled(calls: &mut u32) -> Result<(), Error> {
        *calls += 1;
        Err(Error::Busy)
    }

    #[test]
    fn the_observer_of_a_profile_gets_a_cancel() {
        let mut calls = 0;
        assert_eq!(cancelled(&mut calls), Err(Error::Busy));
        assert_eq!(calls, 1);
        let heard = HEARD.lock().unwrap();
        assert!(
            heard[0].starts_with("Retry {") && heard[1].contains("Cancelled"),
            "{heard:?}"
        );
        assert_eq!(heard.len(), 2);
        assert_eq!(CANCELLED.available(), CANCELLED.capacity());
    }

    #[test]
    fn progress_counts_beside_a_profile_without_a_classifier() {
        let mut calls = 0;
        assert_eq!((afresh(&mut calls), calls), (Ok(()), 6));
        let mut calls = 0;
        let outcome = smol::block_on(afresh_async(&mut calls));
        assert_eq!((outcome, calls), (Ok(()), 6));
    }

    #[retry(with = profile, attempt = number)]
    async fn at_run_time(profile: &Profile<Error>) -> Result<u32, Error> {
        if number == 3 {
            Ok(number)
        } else {
            Err(Error::Busy)
        }
    }

    #[test]
    fn each_part_of_a_profile_works_without_test_util() {
        let mut calls = 0;
        assert_eq!(alone(&mut calls), Err(Error::Busy));
        assert_eq!(calls, 3);
        assert_eq!(smol::block_on(classified(&mut calls)), Err(Error::Busy));
        assert_eq!(calls, 4);
        assert_eq!(smol::block_on(full(&mut calls)), Err(Error::Late));
        assert_eq!(calls, 6);
        assert_eq!(BUDGET.available(), BUDGET.capacity() - BUDGET.retry_cost());
        assert_eq!(smol::block_on(at_run_time(&ALONE)), Ok(3));
        let closure = FULL.retry_async(async || Err::<(), _>(Error::Busy));
        assert_eq!(smol::block_on(closure.type_name().call()), Err(Error::Busy));
    }
}
