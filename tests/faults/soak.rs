//! Millions of calls with random faults, in every loop and on several threads at once. At the end,
//! all counters are compared with each other.
//!
//! By default the test is short. To run it for ten minutes:
//! `cargo test --release -p retry-tests --test soak -- --ignored --nocapture`. `SOAK_SECONDS=60`
//! changes the time.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use metrics::{
    Counter, CounterFn, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder,
    SharedString, Unit,
};
use retry_runtime::testing::VirtualTime;
use retry_runtime::{Event, Jitter, Policy, Report, RetryBudget, Status, Verdict, retry, sites};

const SITE: &str = "soak";
const THREADS: u64 = 4;

/// The budget. It is never empty and never full, so each token can be accounted for.
static BUDGET: RetryBudget = RetryBudget::builder()
    .capacity(u32::MAX)
    .retry_cost(5)
    .throttle_cost(3)
    .build();
const HALF: u32 = u32::MAX / 2;

/// A sequence of numbers that differs between threads: splitmix64.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }
}

/// The outcome of an attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Done,
    NotReady,
    Down,
    Busy(Duration),
    Fatal,
    Panic,
}

impl Step {
    fn random(random: &mut Random) -> Self {
        match random.below(20) {
            0..=3 => Self::Done,
            4..=6 => Self::NotReady,
            7..=13 => Self::Down,
            14..=17 => Self::Busy(Duration::from_millis(random.below(40_000))),
            18 => Self::Fatal,
            _ => Self::Panic,
        }
    }

    fn verdict(&self) -> Verdict {
        match self {
            Self::Busy(asked) => Verdict::RetryAfter(*asked),
            Self::Fatal => Verdict::Stop,
            _ => Verdict::Retry,
        }
    }
}

/// One attempt. It is counted before it can fail.
fn attempt(attempts: &mut u32, random: &mut Random) -> Result<Step, Step> {
    *attempts += 1;
    match Step::random(random) {
        Step::Panic => resume_unwind(Box::new("a fault")),
        step @ (Step::Done | Step::NotReady) => Ok(step),
        step => Err(step),
    }
}

/// An attempt that is pending half of the time.
async fn attempt_async(attempts: &mut u32, random: &mut Random) -> Result<Step, Step> {
    let outcome = attempt(attempts, random);
    let mut pending = random.below(2) == 0;
    poll_fn(|context| {
        if std::mem::take(&mut pending) {
            context.waker().wake_by_ref();
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    })
    .await;
    outcome
}

/// The facts in a call's events.
#[derive(Default)]
struct Told {
    /// For each retry: the delay, the tokens, and the shortest delay that the server allows.
    retries: Vec<(Duration, u32, Duration)>,
    ends: u32,
    succeeded: bool,
    /// True if an attempt failed before.
    recovered: bool,
    reason: Option<&'static str>,
}

impl Told {
    fn hear(&mut self, event: &Event<'_>) {
        assert_eq!(self.ends, 0, "an event after the end");
        match *event {
            Event::Retry {
                delay,
                verdict,
                attempt,
                ..
            }
            | Event::NotReady {
                delay,
                verdict,
                attempt,
                ..
            } => {
                let (cost, least) = match verdict {
                    Verdict::RetryAfter(asked) => (BUDGET.throttle_cost(), asked),
                    _ => (BUDGET.retry_cost(), Duration::ZERO),
                };
                self.retries.push((delay, cost, least));
                assert_eq!(attempt as usize, self.retries.len());
            }
            Event::Success { recovered, .. } => {
                self.ends += 1;
                self.succeeded = true;
                self.recovered = recovered;
            }
            Event::GiveUp { reason, .. } => {
                self.ends += 1;
                self.reason = Some(reason.as_str());
            }
            _ => unreachable!("no other event"),
        }
    }
}

/// A call, and all its traces.
struct Run {
    policy: Policy,
    random: Random,
    attempts: u32,
    told: Told,
    report: Report,
}

#[retry(name = "soak", policy = run.policy, classify = Step::verdict, until = |step| *step == Step::Done,
    budget = BUDGET, observe(|event| run.told.hear(event), run.report))]
fn blocking(run: &mut Run) -> Result<Step, Step> {
    attempt(&mut run.attempts, &mut run.random)
}

#[retry(name = "soak", policy = run.policy, classify = Step::verdict, until = |step| *step == Step::Done,
    budget = BUDGET, observe(|event| run.told.hear(event), run.report))]
async fn asynchronous(run: &mut Run) -> Result<Step, Step> {
    attempt_async(&mut run.attempts, &mut run.random).await
}

fn closure(run: &mut Run) -> Result<Step, Step> {
    run.policy
        .retry(|| attempt(&mut run.attempts, &mut run.random))
        .name(SITE)
        .classify(Step::verdict)
        .debug()
        .until(|step| *step == Step::Done)
        .budget(&BUDGET)
        .observe_fn(|event| run.told.hear(event))
        .observe(&mut run.report)
        .call()
}

async fn closure_async(run: &mut Run) -> Result<Step, Step> {
    run.policy
        .retry_async_mut(async || attempt_async(&mut run.attempts, &mut run.random).await)
        .name(SITE)
        .classify(Step::verdict)
        .debug()
        .until(|step| *step == Step::Done)
        .budget(&BUDGET)
        .observe_fn(|event| run.told.hear(event))
        .observe(&mut run.report)
        .call()
        .await
}

/// Polls a future the given number of times, then drops it.
fn poll_for<T>(polls: u64, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    (0..polls).find_map(|_| match future.as_mut().poll(&mut context) {
        Poll::Ready(outcome) => Some(outcome),
        Poll::Pending => None,
    })
}

fn policies() -> [Policy; 5] {
    let policy = || Policy::builder().max_delay(Duration::from_secs(30));
    [
        policy().max(3).build(),
        policy().max(8).jitter(Jitter::Full).build(),
        policy().max(20).jitter(Jitter::Decorrelated).build(),
        policy()
            .unlimited()
            .jitter(Jitter::Equal)
            .max_elapsed(Duration::from_secs(90))
            .build(),
        policy().unlimited().build(),
    ]
}

/// The sums over all calls, by the names of outcomes.
#[derive(Clone, Debug, Default, PartialEq)]
struct Totals {
    numbers: BTreeMap<&'static str, u64>,
    give_ups: BTreeMap<&'static str, u64>,
    delay: Duration,
}

impl Totals {
    fn add(&mut self, kind: &'static str, number: u64) {
        *self.numbers.entry(kind).or_default() += number;
    }

    fn of(&self, kind: &str) -> u64 {
        self.numbers.get(kind).copied().unwrap_or(0)
    }

    fn and(mut self, other: &Self) -> Self {
        for (kind, number) in &other.numbers {
            self.add(kind, *number);
        }
        for (reason, number) in &other.give_ups {
            *self.give_ups.entry(reason).or_default() += number;
        }
        self.delay += other.delay;
        self
    }
}

/// Makes one call, and checks that its numbers agree.
fn call(random: &mut Random, totals: &mut Totals) {
    let clock = VirtualTime::start();
    let policy = policies()[usize::try_from(random.below(5)).unwrap()];
    let mut run = Run {
        policy,
        random: Random(random.below(u64::MAX)),
        attempts: 0,
        told: Told::default(),
        report: Report::bounded(4),
    };
    let polls = if random.below(4) == 0 {
        random.below(12)
    } else {
        u64::MAX
    };
    let kind = random.below(4);
    let outcome = catch_unwind(AssertUnwindSafe(|| match kind {
        0 => Some(blocking(&mut run)),
        1 => Some(closure(&mut run)),
        2 => poll_for(polls, asynchronous(&mut run)),
        _ => poll_for(polls, closure_async(&mut run)),
    }));

    let Run {
        attempts,
        told,
        report,
        ..
    } = run;
    let retries = u32::try_from(told.retries.len()).unwrap();
    let delay: Duration = told.retries.iter().map(|(delay, ..)| *delay).sum();
    for (delay, _, least) in &told.retries {
        assert!(least <= delay && *delay <= policy.max_delay() && !delay.is_zero());
    }
    assert!(policy.max().is_none_or(|max| retries <= max));
    assert!(policy.max_elapsed().is_none_or(|limit| delay <= limit));
    assert_eq!(clock.elapsed(), delay);
    assert_eq!(clock.delays().len(), told.retries.len());
    assert_eq!(report.total_delay, delay);
    assert_eq!(
        report.total_retries,
        report.total_attempts.saturating_sub(1)
    );
    assert_eq!(told.ends, u32::from(matches!(outcome, Ok(Some(_)))));
    let begun = match &outcome {
        Ok(Some(outcome)) => {
            assert_eq!(attempts, retries + 1);
            assert_eq!(report.total_attempts, attempts);
            assert_eq!(told.succeeded, *outcome == Ok(Step::Done));
            let status = if told.succeeded {
                Status::Success
            } else {
                Status::Failed
            };
            assert_eq!(report.status, status);
            totals.add("ended", 1);
            retries
        }
        Ok(None) => {
            // The future was dropped in an attempt, in a delay before the next attempt, or before
            // the first poll.
            assert!(attempts == retries || attempts == retries + 1);
            assert_eq!(report.total_attempts, retries);
            assert_eq!(report.status, Status::Unfinished);
            totals.add("dropped", 1);
            attempts.saturating_sub(1)
        }
        Err(thrown) => {
            assert_eq!(thrown.downcast_ref(), Some(&"a fault"));
            assert_eq!(attempts, retries + 1);
            assert_eq!(report.status, Status::Unfinished);
            totals.add("panicked", 1);
            retries
        }
    };
    let begun = usize::try_from(begun).unwrap();
    let spent = told.retries[..begun]
        .iter()
        .map(|(_, tokens, _)| u64::from(*tokens))
        .sum();
    totals.add("tokens spent", spent);
    if told.succeeded {
        let last = told
            .retries
            .last()
            .map_or(BUDGET.success_refund(), |(_, tokens, _)| *tokens);
        totals.add("tokens back", last.into());
        totals.add("recoveries", u64::from(retries > 0));
        totals.add("recoveries from failures", u64::from(told.recovered));
    }
    if let Some(reason) = told.reason {
        *totals.give_ups.entry(reason).or_default() += 1;
    }
    totals.add("calls", 1);
    totals.add("attempts", attempts.into());
    totals.add("retries", retries.into());
    // A delay is recorded together with the next event.
    let unrecorded = u32::from(told.ends == 0).min(retries);
    totals.add("delays", (retries - unrecorded).into());
    totals.delay += delay;
}

/// A recorder of metrics: counters, and the number of recorded delays.
#[derive(Clone, Default)]
struct Book(Arc<Mutex<BTreeMap<String, Arc<Entry>>>>);

#[derive(Default)]
struct Entry(AtomicU64);

impl CounterFn for Entry {
    fn increment(&self, by: u64) {
        self.0.fetch_add(by, Ordering::Relaxed);
    }
    fn absolute(&self, _: u64) {
        unreachable!("counters count");
    }
}

impl HistogramFn for Entry {
    fn record(&self, _: f64) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Book {
    /// The recorder of this process.
    fn of_process() -> &'static Self {
        static BOOK: OnceLock<Book> = OnceLock::new();
        BOOK.get_or_init(|| {
            let book = Self::default();
            metrics::set_global_recorder(book.clone()).expect("the only recorder");
            book
        })
    }

    fn entry(&self, key: &Key) -> Arc<Entry> {
        let label = key.labels().find(|label| label.key() != "site");
        let label = label.map_or("", |label| label.value());
        let mut book = self.0.lock().unwrap();
        book.entry(format!("{} {label}", key.name()))
            .or_default()
            .clone()
    }

    fn sums(&self) -> BTreeMap<String, u64> {
        let book = self.0.lock().unwrap();
        let value = |entry: &Entry| entry.0.load(Ordering::Relaxed);
        book.iter()
            .map(|(name, entry)| (name.clone(), value(entry)))
            .collect()
    }
}

impl Recorder for Book {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.entry(key))
    }
    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }
    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.entry(key))
    }
}

/// Retries, recoveries, give-ups by reason, and the sum of delays, from the registry of sites.
fn registered() -> Totals {
    let mut totals = Totals::default();
    let site = sites().into_iter().find(|site| site.site == SITE);
    if let Some(site) = site {
        totals.add("retries", site.retries);
        totals.add("recoveries from failures", site.recoveries);
        totals.delay = site.total_delay;
        for (reason, number) in site.give_ups {
            totals.give_ups.insert(reason.as_str(), number);
        }
    }
    totals
}

/// The memory of this process, in KiB.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Deposits tokens from time to time, so that the budget doesn't run empty.
fn top_up(totals: &mut Totals) {
    let spent = totals
        .of("tokens spent")
        .saturating_sub(totals.of("tokens back"));
    if spent > 1_000_000 {
        BUDGET.deposit(u32::try_from(spent).unwrap());
        totals.add("tokens back", spent);
    }
}

/// Makes calls on all threads while `goes_on` returns true, then compares the counters.
fn soak(seed: u64, goes_on: impl Fn(u64) -> bool + Sync) -> Totals {
    // The process has one budget, one registry and one recorder.
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let book = Book::of_process();
    let (sites_before, metrics_before) = (registered(), book.sums());
    BUDGET.deposit(u32::MAX);
    assert!(BUDGET.withdraw(HALF));

    let totals = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| {
                let goes_on = &goes_on;
                scope.spawn(move || {
                    let mut random = Random(seed ^ (thread << 56));
                    let mut totals = Totals::default();
                    while goes_on(totals.of("calls")) {
                        call(&mut random, &mut totals);
                        top_up(&mut totals);
                    }
                    totals
                })
            })
            .collect();
        let totals = threads.into_iter().map(|thread| thread.join().unwrap());
        totals.fold(Totals::default(), |all, totals| all.and(&totals))
    });

    // The budget contains the tokens that were not spent.
    let taken = u64::from(BUDGET.capacity() - BUDGET.available());
    assert_eq!(
        taken,
        u64::from(HALF) + totals.of("tokens spent") - totals.of("tokens back")
    );
    // The registry agrees with the observers.
    let registered = registered();
    for kind in ["retries", "recoveries from failures"] {
        assert_eq!(registered.of(kind) - sites_before.of(kind), totals.of(kind));
    }
    assert_eq!(registered.delay, sites_before.delay + totals.delay);
    for (reason, number) in &registered.give_ups {
        let before = sites_before.give_ups.get(reason).copied().unwrap_or(0);
        let told = totals.give_ups.get(reason).copied().unwrap_or(0);
        assert_eq!(number - before, told, "{reason}");
    }
    // The metrics agree with them too.
    let sums = book.sums();
    let sum = |name: &str| {
        let sum = |sums: &BTreeMap<String, u64>| {
            let of = sums.iter().filter(|(key, _)| key.starts_with(name));
            of.map(|(_, value)| *value).sum::<u64>()
        };
        sum(&sums) - sum(&metrics_before)
    };
    let give_ups: u64 = totals.give_ups.values().sum();
    assert_eq!(sum("retry_retries_total"), totals.of("retries"));
    assert_eq!(sum("retry_delay_seconds"), totals.of("delays"));
    assert_eq!(sum("retry_give_ups_total"), give_ups);
    assert_eq!(sum("retry_attempts_total success"), totals.of("recoveries"));
    assert_eq!(
        sum("retry_attempts_total"),
        totals.of("retries") + totals.of("recoveries") + give_ups
    );
    totals
}

#[test]
fn short_soak_counts_everything_exactly_once() {
    let totals = soak(1, |calls| calls < 2_000);
    assert_eq!(totals.of("calls"), 2_000 * THREADS);
    for kind in ["ended", "dropped", "panicked", "recoveries", "retries"] {
        assert!(totals.of(kind) > 100, "{kind}: {totals:?}");
    }
    assert_eq!(totals.give_ups.len(), 4, "{totals:?}");
}

#[test]
#[ignore = "takes ten minutes"]
fn long_soak_counts_everything_exactly_once() {
    let seconds = std::env::var("SOAK_SECONDS").map_or(600, |text| text.parse().unwrap());
    let start = Instant::now();
    // The memory is measured after a warm-up, because threads and tables allocate at the start.
    let before = OnceLock::new();
    let lasts = Duration::from_secs(seconds);
    let all = soak(2, |_| {
        if start.elapsed() > lasts / 10 {
            before.get_or_init(memory);
        }
        start.elapsed() < lasts
    });
    let now = memory();
    println!("{seconds} s on {THREADS} threads: {all:#?}");
    println!("memory after a tenth of it and at its end, in KiB: {before:?}, {now:?}");
    if let (Some(Some(before)), Some(now)) = (before.get(), now) {
        assert!(now < before + 16 * 1024, "it grows");
    }
}
