//! Calls as seen by a recorder of the `metrics` facade.

#[path = "../support/mod.rs"]
mod support;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder,
    SharedString, Unit,
};
use retry_runtime::testing::{InjectedFailures, VirtualClock, VirtualTime};
use retry_runtime::{CancelToken, Policy, RetryBudget, retry};
use support::{block_on, nap_early};

/// Everything that was recorded, as text.
#[derive(Clone, Default)]
struct Book(Arc<Mutex<BTreeMap<String, Vec<f64>>>>);

struct Entry(Book, String);

impl Entry {
    fn add(&self, value: f64) {
        let mut book = self.0.0.lock().unwrap();
        book.entry(self.1.clone()).or_default().push(value);
    }
}

impl CounterFn for Entry {
    fn increment(&self, by: u64) {
        self.add(u32::try_from(by).unwrap().into());
    }

    fn absolute(&self, _: u64) {
        unreachable!("counters count");
    }
}

impl GaugeFn for Entry {
    fn increment(&self, _: f64) {
        unreachable!("gauges are set");
    }

    fn decrement(&self, _: f64) {
        unreachable!("gauges are set");
    }

    fn set(&self, value: f64) {
        self.add(value);
    }
}

impl HistogramFn for Entry {
    fn record(&self, value: f64) {
        self.add(value);
    }
}

impl Book {
    fn entry(&self, key: &Key) -> Arc<Entry> {
        let labels: Vec<_> = key
            .labels()
            .map(|label| format!("{}={}", label.key(), label.value()))
            .collect();
        Arc::new(Entry(
            self.clone(),
            format!("{}{{{}}}", key.name(), labels.join(",")),
        ))
    }

    fn describe(&self, key: &KeyName, unit: Option<Unit>) {
        let name = format!("{} in {}", key.as_str(), unit.unwrap().as_str());
        self.0.lock().unwrap().insert(name, vec![1.0]);
    }
}

impl Recorder for Book {
    fn describe_counter(&self, key: KeyName, unit: Option<Unit>, _: SharedString) {
        self.describe(&key, unit);
    }

    fn describe_gauge(&self, key: KeyName, unit: Option<Unit>, _: SharedString) {
        self.describe(&key, unit);
    }

    fn describe_histogram(&self, key: KeyName, unit: Option<Unit>, _: SharedString) {
        self.describe(&key, unit);
    }

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.entry(key))
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(self.entry(key))
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.entry(key))
    }
}

thread_local! {
    /// The clock of the calls that are recorded at the moment.
    static CLOCK: RefCell<Option<VirtualClock>> = const { RefCell::new(None) };
}

/// The metrics recorded during a closure: counters by their sum, others by their values. The
/// durations of attempts are left out, because every failing call has some.
fn recorded(run: impl FnOnce()) -> Vec<String> {
    let is_duration = |line: &String| line.starts_with("retry_attempt_seconds{");
    let mut lines = all_recorded(run);
    lines.retain(|line| !is_duration(line));
    lines
}

fn all_recorded(run: impl FnOnce()) -> Vec<String> {
    let book = Book::default();
    let clock = VirtualTime::start();
    CLOCK.set(Some(VirtualClock::clone(&clock)));
    metrics::with_local_recorder(&book, run);
    let book = book.0.lock().unwrap();
    book.iter()
        .map(|(name, values)| {
            if name.contains("_total{") || name.contains(" in ") {
                format!("{name} {}", values.iter().sum::<f64>())
            } else {
                format!("{name} {values:?}")
            }
        })
        .collect()
}

fn down(failures: u32, calls: &mut u32) -> Result<(), &'static str> {
    *calls += 1;
    if *calls <= failures {
        Err("down")
    } else {
        Ok(())
    }
}

#[retry(max = 2, name = "fetch")]
fn fetch(failures: u32, calls: &mut u32) -> Result<(), &'static str> {
    down(failures, calls)
}

#[test]
fn a_success_at_once_records_no_metrics() {
    assert_eq!(recorded(|| assert!(fetch(0, &mut 0).is_ok())), [""; 0]);
}

#[test]
fn a_success_after_retries_records_retries_and_delays() {
    assert_eq!(
        recorded(|| assert!(fetch(2, &mut 0).is_ok())),
        [
            "retry_attempts_total{site=fetch,status=failed} 2",
            "retry_attempts_total{site=fetch,status=success} 1",
            "retry_delay_seconds{site=fetch} [0.1, 0.2]",
            "retry_retries_total{site=fetch} 2",
        ]
    );
}

/// The failed attempt was counted before the delay, which is cut short at once.
#[test]
fn a_cancel_counts_no_attempt_twice() {
    let stop = CancelToken::new();
    let call = |stop: &CancelToken| {
        let policy = Policy::default();
        let call = policy.retry(|| {
            stop.cancel();
            Err::<(), _>("down")
        });
        call.cancel(stop).name("cancelled").call()
    };
    assert_eq!(
        all_recorded(|| assert!(call(&stop).is_err())),
        [
            "retry_attempt_seconds{site=cancelled,status=failed} [0.0]",
            "retry_attempts_total{site=cancelled,status=failed} 1",
            "retry_delay_seconds{site=cancelled} [0.0]",
            "retry_give_ups_total{site=cancelled,reason=cancelled} 1",
            "retry_retries_total{site=cancelled} 1",
        ]
    );
}

/// Recorded without virtual time, in which a `sleep` never ends early.
#[test]
fn a_delay_that_ends_early_is_recorded_with_its_real_length() {
    #[retry(max = 2, base_delay = "1h", max_delay = "1h", sleep = nap_early, name = "early")]
    async fn early() -> Option<()> {
        None
    }

    let policy: Policy = "max = 2, base_delay = 1h, max_delay = 1h".parse().unwrap();
    let calls: [&dyn Fn() -> Option<()>; 2] = [&|| block_on(early()), &|| {
        let call = policy.retry_async(async || None).name("early");
        block_on(call.sleep(nap_early).call())
    }];
    for call in calls {
        let book = Book::default();
        metrics::with_local_recorder(&book, || assert_eq!(call(), None));
        let book = book.0.lock().unwrap();
        assert_eq!(book["retry_delay_seconds{site=early}"], [0.5, 0.5]);
    }
}

#[test]
fn a_layer_records_the_metrics_of_a_function() {
    use tower::{Layer, ServiceExt, service_fn};

    let service = service_fn(async |(): ()| Err::<(), _>("down"));
    let layer = Policy::builder().max(1).build().layer().name("layer");
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let recorded = recorded(|| {
        let outcome = runtime.unwrap().block_on(layer.layer(service).oneshot(()));
        assert_eq!(outcome, Err("down"));
    });
    assert_eq!(
        recorded,
        [
            "retry_attempts_total{site=layer,status=failed} 2",
            "retry_delay_seconds{site=layer} [0.1]",
            "retry_give_ups_total{site=layer,reason=retries_exhausted} 1",
            "retry_retries_total{site=layer} 1",
        ]
    );
}

#[test]
fn give_ups_are_counted_by_reason() {
    #[retry(name = "stop", when = |_| false)]
    fn stop() -> Result<(), &'static str> {
        Err("down")
    }
    #[retry(max = 1, name = "poll", until = |ready| *ready)]
    fn poll() -> Option<bool> {
        Some(false)
    }

    let recorded = recorded(|| {
        assert!(fetch(9, &mut 0).is_err());
        assert!(fetch(9, &mut 0).is_err());
        assert!(stop().is_err());
        assert_eq!(poll(), Some(false));
    });
    assert_eq!(
        recorded,
        [
            "retry_attempts_total{site=fetch,status=failed} 6",
            "retry_attempts_total{site=poll,status=not_ready} 2",
            "retry_attempts_total{site=stop,status=failed} 1",
            "retry_delay_seconds{site=fetch} [0.1, 0.2, 0.1, 0.2]",
            "retry_delay_seconds{site=poll} [0.1]",
            "retry_give_ups_total{site=fetch,reason=retries_exhausted} 2",
            "retry_give_ups_total{site=poll,reason=retries_exhausted} 1",
            "retry_give_ups_total{site=stop,reason=not_retryable} 1",
            "retry_retries_total{site=fetch} 4",
            "retry_retries_total{site=poll} 1",
        ]
    );
}

#[test]
fn every_loop_records_the_same_metrics() {
    #[retry(max = 2, name = "fetch")]
    async fn asynchronous() -> Option<()> {
        None
    }
    let policy = Policy::builder().max(2).build();

    let first = recorded(|| assert!(fetch(9, &mut 0).is_err()));
    let others = [
        recorded(|| assert_eq!(futures::executor::block_on(asynchronous()), None)),
        recorded(|| assert_eq!(policy.retry(|| None::<()>).name("fetch").call(), None)),
        recorded(|| {
            let retrying = policy.retry_async(async || None::<()>).name("fetch");
            assert_eq!(futures::executor::block_on(retrying.call()), None);
        }),
    ];
    for other in others {
        assert_eq!(other, first);
    }
}

/// An attempt that takes as many seconds as its number, of virtual time.
fn takes(attempt: u32, failures: u32) -> Result<u32, &'static str> {
    let seconds = Duration::from_secs(attempt.into());
    CLOCK.with_borrow(|clock| clock.as_ref().unwrap().advance(seconds));
    if attempt <= failures {
        Err("down")
    } else {
        Ok(attempt)
    }
}

#[test]
fn every_loop_records_the_duration_of_each_attempt() {
    #[retry(max = 2, name = "fetch", attempt = n)]
    fn blocking(failures: u32) -> Result<u32, &'static str> {
        takes(n, failures)
    }
    #[retry(max = 2, name = "fetch", attempt = n, attempt_timeout = "1h")]
    async fn asynchronous(failures: u32) -> Result<u32, Box<dyn std::error::Error>> {
        Ok(takes(n, failures)?)
    }
    #[retry(max = 2, name = "fetch", attempt = n, until = |n| *n == 3)]
    async fn polled() -> Result<u32, &'static str> {
        takes(n, 1)
    }

    let calls = [
        |n| _ = blocking(n),
        |n| _ = futures::executor::block_on(asynchronous(n)),
        |n| {
            let policy = Policy::builder().max(2).build();
            let call = policy.retry_with(|context| takes(context.attempt(), n));
            _ = call.name("fetch").call();
        },
        |n| {
            let policy = Policy::builder().max(2).build();
            let call = policy.retry_async_with(async |context| takes(context.attempt(), n));
            _ = futures::executor::block_on(call.name("fetch").call());
        },
    ];
    let durations = |run: &dyn Fn()| {
        let mut lines = all_recorded(run);
        lines.retain(|line| line.starts_with("retry_attempt_seconds{"));
        lines
    };
    for call in calls {
        assert_eq!(durations(&|| call(0)), [""; 0]);
        assert_eq!(
            durations(&|| call(1)),
            [
                "retry_attempt_seconds{site=fetch,status=failed} [1.0]",
                "retry_attempt_seconds{site=fetch,status=success} [2.0]",
            ]
        );
        assert_eq!(
            durations(&|| call(9)),
            ["retry_attempt_seconds{site=fetch,status=failed} [1.0, 2.0, 3.0]"]
        );
    }
    let poll = || assert_eq!(futures::executor::block_on(polled()), Ok(3));
    assert_eq!(
        durations(&poll),
        [
            "retry_attempt_seconds{site=fetch,status=failed} [1.0]",
            "retry_attempt_seconds{site=fetch,status=not_ready} [2.0]",
            "retry_attempt_seconds{site=fetch,status=success} [3.0]",
        ]
    );
}

#[test]
fn an_injected_failure_takes_no_time() {
    thread_local! {
        static OUTAGE: RefCell<Option<InjectedFailures>> = const { RefCell::new(None) };
    }

    /// Takes as many seconds as the attempt's number. The first attempt fails, and so does the
    /// second, without running.
    fn run(attempt: u32) -> Result<u32, &'static str> {
        if attempt == 1 {
            let clock = CLOCK.with_borrow(|clock| clock.clone().unwrap());
            OUTAGE.set(Some(clock.fail_next(1, || "injected")));
        }
        takes(attempt, 1)
    }

    #[retry(max = 2, name = "fetch", attempt = n)]
    fn blocking() -> Result<u32, &'static str> {
        run(n)
    }
    #[retry(max = 2, name = "fetch", attempt = n)]
    async fn asynchronous() -> Result<u32, &'static str> {
        run(n)
    }

    let calls = [
        || blocking(),
        || futures::executor::block_on(asynchronous()),
        || {
            let policy = Policy::builder().max(2).build();
            let call = policy.retry_with(|context| run(context.attempt()));
            call.name("fetch").call()
        },
        || {
            let policy = Policy::builder().max(2).build();
            let call = policy.retry_async_with(async |context| run(context.attempt()));
            futures::executor::block_on(call.name("fetch").call())
        },
    ];
    for call in calls {
        let mut lines = all_recorded(|| assert_eq!(call(), Ok(3)));
        lines.retain(|line| line.starts_with("retry_attempt_seconds{"));
        assert_eq!(
            lines,
            [
                "retry_attempt_seconds{site=fetch,status=failed} [1.0, 0.0]",
                "retry_attempt_seconds{site=fetch,status=success} [3.0]",
            ]
        );
    }
    OUTAGE.take();
}

#[test]
fn calls_inside_of_an_attempt_are_counted() {
    #[retry(max = 1, name = "outer")]
    fn outer() -> Option<()> {
        assert_eq!(fetch(1, &mut 0), Ok(()));
        fetch(9, &mut 0).ok()
    }

    let mut lines = recorded(|| assert_eq!(outer(), None));
    lines.retain(|line| line.starts_with("retry_nested"));
    assert_eq!(lines, ["retry_nested_calls_total{site=fetch} 4"]);
}

#[test]
fn metrics_are_described_with_units() {
    assert_eq!(
        recorded(retry_runtime::describe_metrics),
        [
            "retry_attempt_seconds in seconds 1",
            "retry_attempts_total in count 1",
            "retry_budget_available_tokens in count 1",
            "retry_delay_seconds in seconds 1",
            "retry_give_ups_total in count 1",
            "retry_nested_calls_total in count 1",
            "retry_retries_total in count 1",
        ]
    );
}

#[test]
fn tokens_left_are_a_gauge() {
    static BUDGET: RetryBudget = RetryBudget::builder().capacity(12).build();
    #[retry(max = 2, name = "bounded", budget = BUDGET)]
    fn bounded(failures: u32, calls: &mut u32) -> Result<(), &'static str> {
        down(failures, calls)
    }

    assert_eq!(
        recorded(|| {
            assert!(bounded(9, &mut 0).is_err());
            assert!(bounded(9, &mut 0).is_err());
        }),
        [
            "retry_attempts_total{site=bounded,status=failed} 4",
            "retry_budget_available_tokens{site=bounded} [7.0, 2.0, 2.0, 2.0]",
            "retry_delay_seconds{site=bounded} [0.1, 0.2]",
            "retry_give_ups_total{site=bounded,reason=budget_exhausted} 1",
            "retry_give_ups_total{site=bounded,reason=retries_exhausted} 1",
            "retry_retries_total{site=bounded} 2",
        ]
    );
    BUDGET.deposit(5);
    assert_eq!(
        recorded(|| {
            assert!(bounded(0, &mut 0).is_ok());
            assert!(bounded(1, &mut 0).is_ok());
        }),
        [
            "retry_attempts_total{site=bounded,status=failed} 1",
            "retry_attempts_total{site=bounded,status=success} 1",
            // A success at once records nothing, but its token was deposited.
            "retry_budget_available_tokens{site=bounded} [3.0, 8.0]",
            "retry_delay_seconds{site=bounded} [0.1]",
            "retry_retries_total{site=bounded} 1",
        ]
    );
}
