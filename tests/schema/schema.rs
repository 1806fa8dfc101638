//! The JSON Schema in `data` accepts every report and refuses all other JSON.

use std::time::Duration;

use jsonschema::Validator;
use retry_runtime::testing::VirtualTime;
use retry_runtime::{CancelToken, Policy, Report, Verdict};
use serde_json::{Value, json};

fn schema() -> Validator {
    let schema = include_str!("../../data/report.schema.json");
    let schema = serde_json::from_str(schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

/// The report of a closure that fails as listed and then succeeds. `None` means not ready.
fn report(policy: Policy, attempts: &[Option<Verdict>], mut report: Report) -> Value {
    let _clock = VirtualTime::start();
    let mut rest = attempts.iter();
    let _outcome = policy
        .retry(|| match rest.next() {
            None => Ok(true),
            Some(None) => Ok(false),
            Some(Some(verdict)) => Err(*verdict),
        })
        .classify(|verdict| *verdict)
        .until(|ready| *ready)
        .debug()
        .observe(&mut report)
        .call();
    serde_json::to_value(&report).unwrap()
}

/// The report of a call that is cancelled during its first delay.
fn cancelled() -> Value {
    let (stop, mut report) = (CancelToken::new(), Report::new());
    stop.cancel();
    let policy = Policy::default();
    let call = policy.retry(|| Err::<(), _>("down")).cancel(&stop);
    assert!(call.observe(&mut report).call().is_err());
    serde_json::to_value(&report).unwrap()
}

fn reports() -> Vec<Value> {
    let policy = Policy::builder().max(2);
    let two = policy.build();
    let soon = policy.max_elapsed(Duration::from_millis(150)).build();
    let retry = Some(Verdict::Retry);
    let long = Some(Verdict::RetryAfter(Duration::from_secs(3600)));
    vec![
        serde_json::to_value(Report::new()).unwrap(),
        serde_json::to_value(Report::new().with_result("the page")).unwrap(),
        report(two, &[], Report::new()),
        report(two, &[retry, None], Report::new()),
        report(two, &[retry; 3], Report::new()),
        report(two, &[None; 3], Report::new()),
        report(two, &[Some(Verdict::Stop)], Report::new()),
        report(two, &[long], Report::new()),
        report(soon, &[retry; 3], Report::new()),
        report(
            Policy::builder().unlimited().build(),
            &[retry; 50],
            Report::bounded(2),
        ),
        cancelled(),
    ]
}

#[test]
fn every_report_matches_the_schema() {
    let schema = schema();
    for report in reports() {
        let errors: Vec<_> = schema
            .iter_errors(&report)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:?} in {report:#}");
    }
    for golden in [
        include_str!("../../data/retry_report.json"),
        include_str!("../../examples/observability/examples/report.json"),
    ] {
        assert!(schema.is_valid(&serde_json::from_str(golden).unwrap()));
    }
}

#[test]
fn json_that_no_report_produces_is_invalid() {
    let schema = schema();
    let good = json!({
        "status": "failed",
        "result": null,
        "attempts": [
            {"attempt": 1, "status": "failed", "error": "down", "delay_seconds": 0.1},
            {"attempt": 2, "status": "failed", "error": "down"}
        ],
        "total_attempts": 2,
        "total_retries": 1,
        "total_delay_seconds": 0.1,
        "max_retries": 1,
        "reason": "retries_exhausted",
        "error": "down"
    });
    assert!(schema.is_valid(&good));
    for (pointer, value) in [
        ("/status", json!("fine")),
        ("/status", json!("success")),
        ("/reason", json!("tired")),
        ("/reason", json!(null)),
        ("/error", json!(1)),
        ("/attempts", json!(null)),
        ("/attempts/0/attempt", json!(0)),
        ("/attempts/0/status", json!("success")),
        ("/attempts/0/status", json!("not_ready")),
        ("/attempts/0/delay_seconds", json!(-0.1)),
        ("/attempts/0/delay_seconds", json!("100ms")),
        ("/total_attempts", json!(1.5)),
        ("/total_retries", json!(-1)),
        ("/total_delay_seconds", json!(null)),
        ("/max_retries", json!("unlimited")),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = value.clone();
        assert!(!schema.is_valid(&bad), "{pointer} = {value}");
    }
    for key in good
        .as_object()
        .unwrap()
        .keys()
        .filter(|key| *key != "error")
    {
        let mut bad = good.clone();
        bad.as_object_mut().unwrap().remove(key);
        assert!(!schema.is_valid(&bad), "without {key}");
    }
}

#[test]
fn the_schema_lists_every_enum_word() {
    let schema: Value =
        serde_json::from_str(include_str!("../../data/report.schema.json")).unwrap();
    let words = schema["$defs"]["reason"]["enum"].as_array().unwrap();
    for word in words {
        let reason: retry_runtime::Reason = serde_json::from_value(word.clone()).unwrap();
        assert_eq!(reason.as_str(), word);
    }
    assert_eq!(words.len(), 7);
}
