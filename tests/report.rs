//! The report: what it holds, and its JSON.

mod support;

use std::time::Duration;

use retry_runtime::{AttemptStatus, Policy, Reason, Report, Status, retry};
use support::{fails, millis, nap};

#[retry(max = 2, base_delay = "100ms", sleep = nap, observe = report)]
fn call(failures: u32, calls: &mut u32, report: &mut Report) -> Result<u32, String> {
    fails(failures, calls)
}

#[test]
fn holds_every_attempt() {
    let mut report = Report::new();
    assert!(call(9, &mut 0, &mut report).is_err());
    assert_eq!(report.status, Status::Failed);
    assert_eq!(report.reason, Some(Reason::RetriesExhausted));
    assert_eq!((report.total_attempts, report.total_retries), (3, 2));
    assert_eq!(report.total_delay, Duration::from_millis(300));
    let attempts: Vec<_> = report
        .attempts
        .iter()
        .map(|one| (one.attempt, one.status))
        .collect();
    assert_eq!(attempts, [1, 2, 3].map(|n| (n, AttemptStatus::Failed)));
    let delays: Vec<_> = report.attempts.iter().map(|one| one.delay).collect();
    let [first, second] = millis([100, 200]);
    assert_eq!(delays, [Some(first), Some(second), None]);
}

#[test]
fn lent_again_describes_the_last_call() {
    let mut again = Report::new();
    assert!(call(9, &mut 0, &mut again).is_err());
    assert!(call(1, &mut 0, &mut again).is_ok());
    let mut fresh = Report::new();
    assert!(call(1, &mut 0, &mut fresh).is_ok());
    assert_eq!(again, fresh);
}

#[test]
fn of_a_call_that_a_panic_left_is_unfinished() {
    #[retry(max = 2, sleep = nap, observe = report)]
    fn call(calls: &mut u32, report: &mut Report) -> Result<(), String> {
        *calls += 1;
        assert!(*calls < 2, "the second attempt panics");
        Err("failure".to_owned())
    }

    let mut report = Report::new();
    assert!(crate::call(9, &mut 0, &mut report).is_err());
    let run = std::panic::AssertUnwindSafe(|| call(&mut 0, &mut report));
    assert!(std::panic::catch_unwind(run).is_err());
    assert_eq!(report.status, Status::Unfinished);
    assert_eq!(
        (report.total_attempts, report.reason, report.error),
        (1, None, None)
    );
}

#[test]
fn of_concurrent_calls_do_not_mix() {
    // tenacity: the statistics of concurrent calls of one function are wrong.
    let calls = (0..8_u32).map(|failures| {
        std::thread::spawn(move || {
            let mut report = Report::new();
            let _outcome = call(failures, &mut 0, &mut report);
            (failures, report.total_retries)
        })
    });
    for call in calls.collect::<Vec<_>>() {
        let (failures, retries) = call.join().unwrap();
        assert_eq!(retries, failures.min(2));
    }
}

#[test]
fn of_success_is_this_json() {
    let mut report = Report::new();
    let answer = call(1, &mut 0, &mut report).unwrap();
    let expected = r#"{"status":"success","result":2,"attempts":[{"attempt":1,"status":"failed","error":"failure 1","delay_seconds":0.1},{"attempt":2,"status":"success"}],"total_attempts":2,"total_retries":1,"total_delay_seconds":0.1,"max_retries":2,"reason":null}"#;
    assert_eq!(
        serde_json::to_string(&report.with_result(answer)).unwrap(),
        expected
    );
}

#[test]
fn of_failure_is_this_json() {
    let mut report = Report::new();
    assert!(call(9, &mut 0, &mut report).is_err());
    let expected = r#"{"status":"failed","result":null,"attempts":[{"attempt":1,"status":"failed","error":"failure 1","delay_seconds":0.1},{"attempt":2,"status":"failed","error":"failure 2","delay_seconds":0.2},{"attempt":3,"status":"failed","error":"failure 3"}],"total_attempts":3,"total_retries":2,"total_delay_seconds":0.3,"max_retries":2,"reason":"retries_exhausted","error":"failure 3"}"#;
    assert_eq!(serde_json::to_string(&report).unwrap(), expected);
}

#[test]
fn of_no_limit_has_no_max_retries() {
    let mut report = Report::new();
    let mut calls = 0;
    let policy = Policy::builder().unlimited().build();
    let outcome = policy
        .retry(|| fails(4, &mut calls))
        .sleep(nap)
        .observe(&mut report)
        .call();
    assert_eq!(outcome, Ok(5));
    assert_eq!(report.max_retries, None);
    let json = serde_json::to_value(&report).unwrap();
    assert!(json["max_retries"].is_null());
}
