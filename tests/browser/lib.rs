//! The calls that run in the browser. `chromium.rs` starts them.

#![cfg(target_family = "wasm")]

use std::cell::Cell;
use std::future::{Future, pending, ready};
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use gloo_timers::future::sleep;
use retry_runtime::{AttemptTimeout, Jitter, Policy, Reason, Report, Verdict, parse_retry_after};
use tower::{Layer, ServiceExt, service_fn};
use wasm_bindgen::prelude::wasm_bindgen;
use web_time::Instant;

include!("shown.rs");

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

type Test = fn() -> Pin<Box<dyn Future<Output = ()>>>;

/// The tests by name.
const TESTS: [(&str, Test); 9] = [
    ("the call of the guide", || Box::pin(shown())),
    ("a call waits by the browser's timer", || Box::pin(waits())),
    (
        "no delay is shorter than asked",
        || Box::pin(is_not_short()),
    ),
    ("a delay of months is not over at once", || {
        Box::pin(is_long())
    }),
    ("max_elapsed ends a call", || Box::pin(ends_in_time())),
    ("an attempt has a limit", || Box::pin(is_limited())),
    ("a closure is retried", || Box::pin(closure())),
    ("a layer retries a service on one thread", || {
        Box::pin(layer())
    }),
    ("a date in Retry-After is read", || Box::pin(date())),
];

async fn shown() {
    let page = fetch("example.com", &mut 0).await;
    assert_eq!(page.as_deref(), Ok("the page at example.com"));
}

async fn waits() {
    #[retry(max = 2, base_delay = "20ms")]
    async fn call(calls: &mut u32) -> Option<()> {
        *calls += 1;
        None
    }

    let (start, mut calls) = (Instant::now(), 0);
    assert_eq!(call(&mut calls).await, None);
    assert_eq!(calls, 3);
    let lasted = start.elapsed();
    assert!(lasted >= millis(59) && lasted < millis(5000), "{lasted:?}");
}

async fn is_not_short() {
    let policy = Policy::builder()
        .max(20)
        .base_delay(Duration::from_micros(1_200))
        .factor(1.0)
        .build();
    let start = Instant::now();
    assert_eq!(policy.retry_async(async || None::<()>).call().await, None);
    // A timer that cut off milliseconds would end after 20.
    assert!(start.elapsed() >= millis(24), "{:?}", start.elapsed());
}

async fn is_long() {
    // The browser's own timer treats more than 2³¹ ms (25 days) as 0.
    let days = Duration::from_secs(3600 * 24 * 60);
    let policy = Policy::builder().base_delay(days).max_delay(days).build();
    let calls = Rc::new(Cell::new(0));
    let counted = calls.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let attempt = || {
            counted.set(counted.get() + 1);
            ready(None::<()>)
        };
        let _outcome = policy.retry_async(attempt).call().await;
    });
    sleep(millis(100)).await;
    assert_eq!(calls.get(), 1);
}

async fn ends_in_time() {
    let policy = Policy::builder()
        .unlimited()
        .base_delay(millis(10))
        .factor(1.0)
        .max_elapsed(millis(100))
        .build();
    let mut report = Report::new();
    let start = Instant::now();
    let call = policy.retry_async(async || None::<()>);
    assert_eq!(call.observe(&mut report).call().await, None);
    assert_eq!(report.reason, Some(Reason::DeadlineExceeded));
    assert!((2..11).contains(&report.total_attempts), "{report:?}");
    let lasted = start.elapsed();
    assert!(lasted >= millis(19) && lasted < millis(5000), "{lasted:?}");
}

async fn is_limited() {
    #[retry(max = 1, base_delay = "1ms", attempt_timeout = "20ms")]
    async fn call() -> Result<(), AttemptTimeout> {
        pending().await
    }

    let start = Instant::now();
    assert_eq!(call().await, Err(AttemptTimeout::new(millis(20))));
    assert!(start.elapsed() >= millis(40), "{:?}", start.elapsed());
}

async fn closure() {
    let policy: Policy = "max = 5, base_delay = 1ms, jitter".parse().unwrap();
    let outcome = policy
        .retry_async_with(async |context| {
            if context.attempt() == 4 {
                Ok("done")
            } else {
                Err("not yet")
            }
        })
        .classify(|_| Verdict::Retry)
        .call()
        .await;
    assert_eq!(outcome, Ok("done"));
}

async fn layer() {
    let calls = Rc::new(Cell::new(0));
    let counted = calls.clone();
    let service = service_fn(move |name: Rc<str>| {
        counted.set(counted.get() + 1);
        ready(if counted.get() == 3 {
            Ok(name)
        } else {
            Err("down")
        })
    });
    let policy = Policy::builder().base_delay(millis(1)).build();
    let service = policy.layer().local().layer(service);
    assert_eq!(service.oneshot("Ada".into()).await, Ok("Ada".into()));
    assert_eq!(calls.get(), 3);
}

#[allow(clippy::unused_async, reason = "as the others")]
async fn date() {
    let past = parse_retry_after("Sat, 28 Nov 2020 12:00:00 GMT");
    assert_eq!(past, Ok(Duration::ZERO));
    let future = parse_retry_after("Sat, 28 Nov 2099 12:00:00 GMT").unwrap();
    assert!(future > Duration::from_secs(3600 * 24 * 365));
}

#[wasm_bindgen]
extern "C" {
    /// Posts a panic to the page.
    fn panicked(message: &str);
}

/// The names of all tests.
#[wasm_bindgen]
#[must_use]
pub fn names() -> Vec<String> {
    TESTS.map(|(name, _)| name.to_owned()).into()
}

/// Runs a test.
#[wasm_bindgen]
pub async fn run(number: usize) {
    std::panic::set_hook(Box::new(|panic| panicked(&panic.to_string())));
    TESTS[number].1().await;
}

/// Draws delays with jitter and without a seed.
#[wasm_bindgen]
#[must_use]
pub fn delays() -> String {
    let jitter = Policy::builder().max(8).jitter(Jitter::Full).build();
    format!("{:?}", jitter.delays().collect::<Vec<_>>())
}
