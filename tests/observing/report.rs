//! The report: its fields, and its JSON.

use crate::support;

use std::time::Duration;

use proptest::prelude::*;
use retry_runtime::testing::VirtualTime;
use retry_runtime::{AttemptStatus, Policy, Reason, Report, Status, Verdict, retry};
use support::{fails, millis, nap};

#[retry(max = 2, base_delay = "100ms", sleep = nap, observe = report)]
fn call(failures: u32, calls: &mut u32, report: &mut Report) -> Result<u32, String> {
    fails(failures, calls)
}

#[test]
fn a_report_holds_every_attempt() {
    let mut report = Report::new();
    assert!(call(9, &mut 0, &mut report).is_err());
    assert_eq!(report.status, Status::Failed);
    assert_eq!(report.reason, Some(Reason::RetriesExhausted));
    assert_eq!((report.total_attempts, report.total_retries), (3, 2));
    assert_eq!(report.total_delay, Duration::from_millis(300));
    let attempts: Vec<_> = report
        .attempts
        .iter()
        .map(|one| (one.number, one.status))
        .collect();
    assert_eq!(attempts, [1, 2, 3].map(|n| (n, AttemptStatus::Failed)));
    let delays: Vec<_> = report.attempts.iter().map(|one| one.delay).collect();
    let [first, second] = millis([100, 200]);
    assert_eq!(delays, [Some(first), Some(second), None]);
}

#[test]
fn a_reused_report_describes_the_last_call() {
    let mut again = Report::new();
    assert!(call(9, &mut 0, &mut again).is_err());
    assert!(call(1, &mut 0, &mut again).is_ok());
    let mut fresh = Report::new();
    assert!(call(1, &mut 0, &mut fresh).is_ok());
    assert_eq!(again, fresh);
}

#[test]
fn the_report_of_a_call_that_panicked_is_unfinished() {
    #[retry(max = 2, sleep = nap, observe = report)]
    fn call(calls: &mut u32, report: &mut Report) -> Result<(), String> {
        *calls += 1;
        assert!(*calls < 2, "the second attempt panics");
        Err("failure".to_owned())
    }

    let mut report = Report::new();
    assert!(self::call(9, &mut 0, &mut report).is_err());
    let run = std::panic::AssertUnwindSafe(|| call(&mut 0, &mut report));
    assert!(std::panic::catch_unwind(run).is_err());
    assert_eq!(report.status, Status::Unfinished);
    assert_eq!(
        (report.total_attempts, report.reason, report.error),
        (1, None, None)
    );
}

#[test]
fn reports_of_concurrent_calls_do_not_mix() {
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
fn the_report_of_a_success_has_the_recorded_json() {
    let mut report = Report::new();
    let answer = call(1, &mut 0, &mut report).unwrap();
    let expected = r#"{"status":"success","result":2,"attempts":[{"attempt":1,"status":"failed","error":"failure 1","delay_seconds":0.1},{"attempt":2,"status":"success"}],"total_attempts":2,"total_retries":1,"total_delay_seconds":0.1,"max_retries":2,"reason":null}"#;
    assert_eq!(
        serde_json::to_string(&report.with_result(answer)).unwrap(),
        expected
    );
}

#[test]
fn the_report_of_a_failure_has_the_recorded_json() {
    let mut report = Report::new();
    assert!(call(9, &mut 0, &mut report).is_err());
    let expected = r#"{"status":"failed","result":null,"attempts":[{"attempt":1,"status":"failed","error":"failure 1","delay_seconds":0.1},{"attempt":2,"status":"failed","error":"failure 2","delay_seconds":0.2},{"attempt":3,"status":"failed","error":"failure 3"}],"total_attempts":3,"total_retries":2,"total_delay_seconds":0.3,"max_retries":2,"reason":"retries_exhausted","error":"failure 3"}"#;
    assert_eq!(serde_json::to_string(&report).unwrap(), expected);
}

#[test]
fn a_report_without_a_limit_has_no_max_retries() {
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

/// Checks that the JSON words of the enums are equal to those in logs, metrics and docs.
#[test]
fn json_words_match_the_documented_table() {
    let docs = include_str!("../../retry-runtime/src/event.rs");
    let documented = |name: String, json: &str| {
        let row = format!("/// | `{name}` | `{json}` |");
        assert!(docs.contains(&row), "no {row}");
    };
    for reason in [
        Reason::NotRetryable,
        Reason::RetriesExhausted,
        Reason::Overridden,
        Reason::PushbackTooLong,
        Reason::DeadlineExceeded,
        Reason::BudgetExhausted,
        Reason::Cancelled,
    ] {
        let json = serde_json::to_string(&reason).unwrap();
        assert_eq!(json, format!("{:?}", reason.as_str()));
        assert_eq!(serde_json::from_str::<Reason>(&json).unwrap(), reason);
        assert_eq!(reason.to_string().replace(' ', "_"), reason.as_str());
        documented(format!("{reason:?}"), &json);
    }
    for (verdict, name, json) in [
        (Verdict::Retry, "Retry", r#""retry""#),
        (
            Verdict::RetryAfter(Duration::from_millis(1500)),
            "RetryAfter(1.5 s)",
            r#"{"retry_after": 1.5}"#,
        ),
        (Verdict::Stop, "Stop", r#""stop""#),
    ] {
        let written = serde_json::to_string(&verdict).unwrap();
        assert_eq!(written, json.replace(' ', ""));
        assert_eq!(serde_json::from_str::<Verdict>(json).unwrap(), verdict);
        documented(name.to_owned(), json);
    }
    for status in [
        AttemptStatus::Failed,
        AttemptStatus::NotReady,
        AttemptStatus::Success,
    ] {
        let json = serde_json::to_string(&status).unwrap();
        assert_eq!(json, format!("{:?}", status.as_str()));
    }
}

/// Runs a closure whose attempts fail, are not ready, or end the call, and returns the report.
fn report_of(mut report: Report, attempts: &[Option<String>], max: Option<u32>) -> Report {
    let _clock = VirtualTime::start();
    let policy = Policy::builder().jitter(retry_runtime::Jitter::Full);
    let policy = match max {
        None => policy.unlimited(),
        Some(max) => policy.max(max),
    };
    let mut rest = attempts.iter();
    let _outcome = policy
        .build()
        .retry(|| match rest.next() {
            None => Ok(true),
            Some(None) => Ok(false),
            Some(Some(error)) => Err(error.clone()),
        })
        .until(|ready| *ready)
        .observe(&mut report)
        .call();
    report
}

proptest! {
    #[test]
    fn any_report_round_trips_through_json(
        attempts in prop::collection::vec(prop::option::of(".{0,20}"), 0..12),
        max in prop::option::of(1..12_u32),
        kept in prop::option::of(0..4_usize),
        result in prop::option::of(".{0,20}"),
    ) {
        let empty = kept.map_or(Report::new(), Report::bounded);
        let report = report_of(empty, &attempts, max);
        prop_assert_eq!(
            report.attempts.len() + report.omitted_attempts as usize,
            report.total_attempts as usize
        );
        let mut described = report.with_result(String::new());
        described.result = result;
        let json = serde_json::to_string(&described).unwrap();
        let read: Report<String> = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&read, &described);
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), json);
    }

    /// Durations within the first 97 days.
    #[test]
    fn durations_are_exact_up_to_2_to_the_23_seconds(
        seconds in 0..1_u64 << 23,
        below in 1..1_u64 << 20,
        nanos in 0..1_000_000_000_u32,
    ) {
        for seconds in [seconds, (1 << 23) - below] {
            let asked = Verdict::RetryAfter(Duration::new(seconds, nanos));
            let json = serde_json::to_string(&asked).unwrap();
            prop_assert_eq!(serde_json::from_str::<Verdict>(&json).unwrap(), asked);
        }
    }
}

#[test]
fn a_duration_above_2_to_the_23_seconds_can_be_rounded() {
    let read = |nanos| {
        let asked = Verdict::RetryAfter(Duration::new(1 << 23, nanos));
        let json = serde_json::to_string(&asked).unwrap();
        serde_json::from_str::<Verdict>(&json).unwrap() == asked
    };
    assert_eq!([0, 1, 2].map(read), [true, false, true]);
}

/// The longest pushback that a server can ask for, if the cap allows it.
#[test]
fn the_longest_delays_round_trip_through_json() {
    let _clock = VirtualTime::start();
    let asked = Verdict::RetryAfter(Duration::MAX);
    let mut report = Report::new();
    let outcome = Policy::builder()
        .max_delay(Duration::MAX)
        .build()
        .retry(|| Err::<(), _>("busy"))
        .classify(|_| asked)
        .observe(&mut report)
        .call();
    assert!(outcome.is_err());
    assert_eq!(report.total_delay, Duration::MAX);
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
    let json = serde_json::to_string(&asked).unwrap();
    assert_eq!(serde_json::from_str::<Verdict>(&json).unwrap(), asked);
    // A slightly longer delay exceeds the longest `Duration`.
    let longer = r#"{"retry_after":18446744073709560000}"#;
    assert!(serde_json::from_str::<Verdict>(longer).is_err());
}

#[test]
fn json_with_a_negative_delay_or_an_unknown_word_is_refused() {
    let report = report_of(Report::new(), &[Some("down".to_owned())], None);
    let good = serde_json::to_value(&report).unwrap();
    assert!(serde_json::from_value::<Report>(good.clone()).is_ok());
    for (key, value) in [
        ("total_delay_seconds", serde_json::json!(-1.0)),
        ("status", serde_json::json!("fine")),
        ("reason", serde_json::json!("tired")),
        ("total_attempts", serde_json::json!(-1)),
    ] {
        let mut bad = good.clone();
        bad[key] = value;
        assert!(serde_json::from_value::<Report>(bad).is_err(), "{key}");
    }
    // An unknown field, which a later version may add, is no error.
    let mut more = good;
    more["color"] = serde_json::json!("green");
    assert!(serde_json::from_value::<Report>(more).is_ok());
}

#[test]
fn a_bounded_report_keeps_the_first_and_last_attempts() {
    let failures = |number: u32| vec![Some("down".to_owned()); number as usize];
    for (kept, total, expected) in [
        (2, 1, vec![1]),
        (2, 4, vec![1, 2, 3, 4]),
        (2, 5, vec![1, 2, 4, 5]),
        (2, 1000, vec![1, 2, 999, 1000]),
        (1, 1000, vec![1, 1000]),
        (0, 1000, vec![]),
    ] {
        let report = report_of(Report::bounded(kept), &failures(total - 1), None);
        let numbers: Vec<_> = report.attempts.iter().map(|one| one.number).collect();
        assert_eq!(numbers, expected);
        assert_eq!(
            (report.total_attempts, report.total_retries),
            (total, total - 1)
        );
        let kept = u32::try_from(expected.len()).unwrap();
        assert_eq!(report.omitted_attempts, total - kept);
        assert_eq!(report.status, Status::Success);
    }
}

#[test]
fn a_reused_bounded_report_starts_empty() {
    let report = report_of(Report::bounded(1), &vec![None; 9], None);
    assert_eq!(report.omitted_attempts, 8);
    let again = report_of(report, &[], None);
    assert_eq!(again, report_of(Report::new(), &[], None));
}

#[test]
fn a_report_may_be_passed_on_by_mutable_reference() {
    let mut report = Report::new();
    let mut lent = &mut report;
    let policy = Policy::default();
    let call = policy.retry(|| None::<()>).sleep(nap);
    assert_eq!(call.observe(&mut lent).call(), None);
    assert_eq!(report.total_attempts, 4);
}

#[test]
fn reports_are_equal_if_every_field_is() {
    let report_of = |mut report| {
        let answer = call(1, &mut 0, &mut report).unwrap();
        report.with_result(answer)
    };
    let (report, same) = (report_of(Report::new()), report_of(Report::bounded(9)));
    assert_eq!(report, same);
    let changes: [fn(&mut Report<u32>); 10] = [
        |other| other.status = Status::Failed,
        |other| other.result = None,
        |other| other.attempts.truncate(1),
        |other| other.omitted_attempts += 1,
        |other| other.total_attempts += 1,
        |other| other.total_retries += 1,
        |other| other.total_delay += Duration::from_nanos(1),
        |other| other.max_retries = None,
        |other| other.reason = Some(Reason::NotRetryable),
        |other| other.error = Some("down".to_owned()),
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let mut other = report.clone();
        change(&mut other);
        assert_ne!(report, other, "change {number}");
    }
}

#[test]
fn an_endless_error_text_is_cut() {
    let report = report_of(Report::new(), &[Some("x".repeat(1_000_000))], None);
    let error = report.attempts[0].error.as_ref().unwrap();
    assert_eq!(*error, format!("{}… (1000000 bytes)", "x".repeat(4096)));
}
