//! The events of each way in which a call can end, as JSON, in every loop.

use crate::support;

use std::time::Duration;

use retry_runtime::testing::VirtualTime;
use retry_runtime::{Event, Jitter, Observer, Policy, RetryBudget, Retrying, Verdict, retry};
use support::fails;

/// Every event as a line of JSON, without the site.
#[derive(Default)]
struct Lines(Vec<String>);

impl Observer for Lines {
    fn observe(&mut self, event: &Event<'_>) {
        let mut event = serde_json::to_value(event).unwrap();
        assert_eq!(event["site"], "call");
        event.as_object_mut().unwrap().remove("site");
        // Sorted by name, independently of the features of serde_json.
        let fields: std::collections::BTreeMap<String, serde_json::Value> =
            serde_json::from_value(event).unwrap();
        self.0.push(serde_json::to_string(&fields).unwrap());
    }
}

struct Call {
    policy: Policy,
    failures: u32,
    verdict: Verdict,
    /// The attempt from which `until` accepts the value.
    ready_at: u32,
    budget: RetryBudget,
}

impl Default for Call {
    fn default() -> Self {
        Self {
            policy: Policy::builder().max(2).build(),
            failures: 0,
            verdict: Verdict::Retry,
            ready_at: 0,
            budget: RetryBudget::builder().capacity(1000).build(),
        }
    }
}

#[retry(
    name = "call",
    policy = call.policy,
    classify = |_| call.verdict,
    until = |attempts| *attempts >= call.ready_at,
    budget = call.budget,
    observe = lines,
)]
fn blocking(call: &Call, attempts: &mut u32, lines: &mut Lines) -> Result<u32, String> {
    fails(call.failures, attempts)
}

#[retry(
    name = "call",
    policy = call.policy,
    classify = |_| call.verdict,
    until = |attempts| *attempts >= call.ready_at,
    budget = call.budget,
    observe = lines,
)]
async fn asynchronous(call: &Call, attempts: &mut u32, lines: &mut Lines) -> Result<u32, String> {
    fails(call.failures, attempts)
}

/// The events of the closures, with equal code for blocking and async.
macro_rules! told {
    ($retrying:expr, $call:ident, $lines:ident) => {{
        let retrying: Retrying<'_, _, _, _> = $retrying;
        retrying
            .name("call")
            .classify(|_| $call.verdict)
            .until(|attempts| *attempts >= $call.ready_at)
            .budget(&$call.budget)
            .observe($lines)
            .call()
    }};
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread();
    { runtime }.build().unwrap().block_on(future)
}

/// The events of a call, after a check that they are equal in all loops.
fn events(call: impl Fn() -> Call) -> Vec<String> {
    let _clock = VirtualTime::start();
    let mut all = [(); 4].map(|()| Lines::default());
    let [one, two, three, four] = &mut all;
    let _ = blocking(&call(), &mut 0, one);
    let _ = block_on(asynchronous(&call(), &mut 0, two));
    {
        let (call, mut attempts) = (call(), 0);
        let _ = told!(
            call.policy.retry(|| fails(call.failures, &mut attempts)),
            call,
            three
        );
    }
    {
        let (call, mut attempts) = (call(), 0);
        let attempt = async || fails(call.failures, &mut attempts);
        let _ = block_on(told!(call.policy.retry_async_mut(attempt), call, four));
    }
    let [first, others @ ..] = all;
    for other in others {
        assert_eq!(other.0, first.0);
    }
    first.0
}

const RETRY_1: &str = r#"{"attempt":1,"budget":995,"delay_seconds":0.1,"error":"failure 1","event":"retry","max_retries":2,"overridden":false,"verdict":"retry"}"#;
const RETRY_2: &str = r#"{"attempt":2,"budget":990,"delay_seconds":0.2,"error":"failure 2","event":"retry","max_retries":2,"overridden":false,"verdict":"retry"}"#;

#[test]
fn events_of_a_success_at_once() {
    assert_eq!(
        events(Call::default),
        [
            r#"{"attempts":1,"budget":null,"event":"success","max_retries":2,"recovered":false,"total_delay_seconds":0.0}"#
        ]
    );
}

#[test]
fn events_of_a_success_after_retries() {
    let call = || Call {
        failures: 2,
        ..Call::default()
    };
    let success = r#"{"attempts":3,"budget":995,"event":"success","max_retries":2,"recovered":true,"total_delay_seconds":0.3}"#;
    assert_eq!(events(call), [RETRY_1, RETRY_2, success]);
}

#[test]
fn events_of_exhausted_retries() {
    let call = || Call {
        failures: 3,
        ..Call::default()
    };
    let give_up = r#"{"attempts":3,"budget":990,"error":"failure 3","event":"give_up","max_retries":2,"reason":"retries_exhausted","total_delay_seconds":0.3}"#;
    assert_eq!(events(call), [RETRY_1, RETRY_2, give_up]);
}

#[test]
fn events_of_an_error_that_is_not_retryable() {
    let call = || Call {
        failures: 1,
        verdict: Verdict::Stop,
        ..Call::default()
    };
    let give_up = r#"{"attempts":1,"budget":1000,"error":"failure 1","event":"give_up","max_retries":2,"reason":"not_retryable","total_delay_seconds":0.0}"#;
    assert_eq!(events(call), [give_up]);
}

#[test]
fn events_of_pushback_and_of_pushback_above_the_cap() {
    let asked = |seconds| {
        move || Call {
            failures: 1,
            verdict: Verdict::RetryAfter(Duration::from_secs(seconds)),
            ..Call::default()
        }
    };
    let retry = r#"{"attempt":1,"budget":995,"delay_seconds":2.0,"error":"failure 1","event":"retry","max_retries":2,"overridden":false,"verdict":{"retry_after":2.0}}"#;
    let success = r#"{"attempts":2,"budget":1000,"event":"success","max_retries":2,"recovered":true,"total_delay_seconds":2.0}"#;
    assert_eq!(events(asked(2)), [retry, success]);
    let give_up = r#"{"attempts":1,"budget":1000,"error":"failure 1","event":"give_up","max_retries":2,"reason":"pushback_too_long","total_delay_seconds":0.0}"#;
    assert_eq!(events(asked(31)), [give_up]);
}

#[test]
fn events_of_an_exceeded_deadline() {
    let call = || Call {
        policy: Policy::builder()
            .max(2)
            .max_elapsed(Duration::from_millis(250))
            .build(),
        failures: 9,
        ..Call::default()
    };
    let give_up = r#"{"attempts":2,"budget":995,"error":"failure 2","event":"give_up","max_retries":2,"reason":"deadline_exceeded","total_delay_seconds":0.1}"#;
    assert_eq!(events(call), [RETRY_1, give_up]);
}

#[test]
fn events_of_an_exhausted_budget() {
    let call = || Call {
        failures: 9,
        budget: RetryBudget::builder().capacity(5).build(),
        ..Call::default()
    };
    let retry = RETRY_1.replace("995", "0");
    let give_up = r#"{"attempts":2,"budget":0,"error":"failure 2","event":"give_up","max_retries":2,"reason":"budget_exhausted","total_delay_seconds":0.1}"#;
    assert_eq!(events(call), [retry.as_str(), give_up]);
}

#[test]
fn events_of_values_that_are_never_ready() {
    let call = || Call {
        policy: Policy::builder().max(1).build(),
        ready_at: 9,
        ..Call::default()
    };
    let retry = r#"{"attempt":1,"budget":995,"delay_seconds":0.1,"event":"not_ready","max_retries":1,"overridden":false,"verdict":"retry"}"#;
    let give_up = r#"{"attempts":2,"budget":995,"error":null,"event":"give_up","max_retries":1,"reason":"retries_exhausted","total_delay_seconds":0.1}"#;
    assert_eq!(events(call), [retry, give_up]);
}

#[test]
fn events_of_an_overridden_call() {
    let clock = VirtualTime::start();
    let _single_attempts = clock.no_retries();
    let mut lines = Lines::default();
    let call = Call {
        failures: 1,
        ..Call::default()
    };
    assert!(blocking(&call, &mut 0, &mut lines).is_err());
    let give_up = r#"{"attempts":1,"budget":1000,"error":"failure 1","event":"give_up","max_retries":2,"reason":"overridden","total_delay_seconds":0.0}"#;
    assert_eq!(lines.0, [give_up]);
}

#[test]
fn events_without_a_limit_on_retries() {
    let call = || Call {
        policy: Policy::builder()
            .unlimited()
            .jitter(Jitter::Full)
            .seed(7)
            .build(),
        failures: 50,
        ..Call::default()
    };
    let events = events(call);
    assert_eq!(events.len(), 51);
    assert!(
        events
            .iter()
            .all(|event| event.contains(r#""max_retries":null"#))
    );
    assert!(events[50].starts_with(r#"{"attempts":51,"budget":"#));
    assert!(events[50].contains(r#","event":"success""#));
}

/// tenacity: the statistics of one function are wrong if it is called concurrently.
#[test]
fn events_of_concurrent_calls_never_mix() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    let clock = VirtualTime::start();
    let calls = (0..32_u32).map(|number| {
        runtime.spawn(clock.wrap(async move {
            let call = Call {
                policy: Policy::builder().max(40).build(),
                failures: number,
                ..Call::default()
            };
            let mut lines = Lines::default();
            let outcome = asynchronous(&call, &mut 0, &mut lines).await;
            (number, outcome, lines.0)
        }))
    });
    for call in calls.collect::<Vec<_>>() {
        let (number, outcome, lines) = runtime.block_on(call).unwrap();
        assert_eq!(outcome, Ok(number + 1));
        let mut expected = (1..=number).map(|attempt| format!(r#"{{"attempt":{attempt},"#));
        for line in &lines[..lines.len() - 1] {
            assert!(line.starts_with(&expected.next().unwrap()), "{line}");
        }
        assert_eq!(expected.next(), None);
        let total = format!(r#"{{"attempts":{},"#, number + 1);
        let last = &lines[lines.len() - 1];
        assert!(last.starts_with(&total), "{last}");
        assert!(last.contains(r#","event":"success""#), "{last}");
    }
}
