//! `cancel`, and a `sleep` that breaks, in every loop: the delay is cut short, no attempt follows,
//! and the call returns the last outcome.

use crate::support;

use std::ops::ControlFlow;
use std::thread;
use std::time::{Duration, Instant};

use retry_runtime::testing::VirtualTime;
use retry_runtime::{
    AttemptStatus, CancelToken, Event, Policy, Profile, Reason, Report, RetryBudget, Status, retry,
    sites,
};
use support::{block_on, millis};

/// Attempts that fail until one succeeds. During one attempt, the call is cancelled.
struct Run {
    stop: CancelToken,
    attempts: u32,
    /// The number of the attempt during which the call is cancelled.
    cancelled_in: u32,
    succeeds_in: u32,
    /// True for errors, false for values that are not ready.
    fails: bool,
    budget: RetryBudget,
    report: Report,
    events: Vec<String>,
}

impl Run {
    fn new(cancelled_in: u32, succeeds_in: u32) -> Self {
        let stop = CancelToken::new();
        if cancelled_in == 0 {
            stop.cancel();
        }
        Self {
            stop,
            attempts: 0,
            cancelled_in,
            succeeds_in,
            fails: true,
            budget: RetryBudget::new(),
            report: Report::new(),
            events: Vec::new(),
        }
    }

    fn next(attempts: &mut u32, fails: bool, at: (u32, u32), stop: &CancelToken) -> Outcome {
        *attempts += 1;
        if *attempts == at.0 {
            stop.cancel();
        }
        if *attempts == at.1 || !fails {
            Ok(*attempts)
        } else {
            Err(format!("failure {attempts}"))
        }
    }

    fn attempt(&mut self) -> Outcome {
        let at = (self.cancelled_in, self.succeeds_in);
        Self::next(&mut self.attempts, self.fails, at, &self.stop)
    }
}

type Outcome = Result<u32, String>;
type Loop = fn(Policy, &mut Run) -> Outcome;

fn told(event: &Event<'_>) -> String {
    match event {
        Event::Retry { attempt, .. } => format!("{attempt} retry"),
        Event::NotReady { attempt, .. } => format!("{attempt} not ready"),
        Event::Success { attempts, .. } => format!("{attempts} success"),
        Event::GiveUp {
            attempts, reason, ..
        } => format!("{attempts} {reason}"),
        event => panic!("{event:?}"),
    }
}

const LOOPS: [(&str, Loop); 9] = [
    ("attribute", |policy, run| {
        #[retry(policy = policy, cancel = run.stop)]
        fn call(policy: Policy, run: &mut Run) -> Outcome {
            run.attempt()
        }
        call(policy, run)
    }),
    ("attribute, budget", |policy, run| {
        #[retry(policy = policy, cancel = run.stop, budget = run.budget)]
        fn call(policy: Policy, run: &mut Run) -> Outcome {
            run.attempt()
        }
        call(policy, run)
    }),
    ("attribute, observed", |policy, run| {
        #[retry(
            policy = policy,
            cancel = run.stop,
            budget = run.budget,
            until = |n| *n == run.succeeds_in,
            observe(run.report, |event| run.events.push(told(event))),
        )]
        fn call(policy: Policy, run: &mut Run) -> Outcome {
            run.attempt()
        }
        call(policy, run)
    }),
    ("attribute async", |policy, run| {
        #[retry(policy = policy, cancel = stop.cancelled())]
        async fn call(policy: Policy, stop: &CancelToken, n: &mut u32, at: (u32, u32)) -> Outcome {
            Run::next(n, true, at, stop)
        }
        let at = (run.cancelled_in, run.succeeds_in);
        block_on(call(policy, &run.stop, &mut run.attempts, at))
    }),
    ("attribute async, observed", |policy, run| {
        #[retry(
            policy = policy,
            cancel = stop.cancelled(),
            budget = budget,
            until = |n| *n == at.1,
            observe(report, |event| events.push(told(event))),
        )]
        #[allow(clippy::too_many_arguments, reason = "each is borrowed by itself")]
        async fn call(
            policy: Policy,
            stop: &CancelToken,
            budget: &RetryBudget,
            (report, events): (&mut Report, &mut Vec<String>),
            n: &mut u32,
            fails: bool,
            at: (u32, u32),
        ) -> Outcome {
            Run::next(n, fails, at, stop)
        }
        let at = (run.cancelled_in, run.succeeds_in);
        let seen = (&mut run.report, &mut run.events);
        let call = call(
            policy,
            &run.stop,
            &run.budget,
            seen,
            &mut run.attempts,
            run.fails,
            at,
        );
        block_on(call)
    }),
    ("closure", |policy, run| {
        let at = (run.cancelled_in, run.succeeds_in);
        let call = policy.retry(|| Run::next(&mut run.attempts, true, at, &run.stop));
        call.cancel(&run.stop).call()
    }),
    ("closure, observed", |policy, run| {
        let at = (run.cancelled_in, run.succeeds_in);
        policy
            .retry(|| Run::next(&mut run.attempts, run.fails, at, &run.stop))
            .cancel(&run.stop)
            .budget(&run.budget)
            .until(|n| *n == at.1)
            .observe(&mut run.report)
            .observe_fn(|event| run.events.push(told(event)))
            .call()
    }),
    ("closure async", |policy, run| {
        let at = (run.cancelled_in, run.succeeds_in);
        let call =
            policy.retry_async_mut(async || Run::next(&mut run.attempts, true, at, &run.stop));
        block_on(call.cancel(run.stop.cancelled()).call())
    }),
    ("closure async, observed", |policy, run| {
        let at = (run.cancelled_in, run.succeeds_in);
        let next = async || Run::next(&mut run.attempts, run.fails, at, &run.stop);
        let call = policy.retry_async_mut(next).cancel(run.stop.cancelled());
        let call = call.budget(&run.budget).until(|n| *n == at.1);
        let call = call.observe(&mut run.report);
        block_on(call.observe_fn(|event| run.events.push(told(event))).call())
    }),
];

/// The state after a call: attempts, virtual delays in milliseconds, and events.
#[track_caller]
fn check(
    policy: &str,
    new: impl Fn() -> Run,
    attempts: u32,
    delays: &[u64],
    tokens: u32,
    events: &[&str],
) {
    let expected: Vec<_> = delays.iter().copied().map(Duration::from_millis).collect();
    for (name, run) in LOOPS {
        let observed = name.contains("observed");
        let mut given = new();
        if !given.fails && !observed {
            continue;
        }
        let clock = VirtualTime::start();
        let outcome = run(policy.parse().unwrap(), &mut given);
        assert_eq!(given.attempts, attempts, "{name}");
        assert_eq!(clock.delays(), expected, "{name}");
        match outcome {
            Ok(n) => assert!(
                n == attempts && (n == given.succeeds_in || !given.fails),
                "{name}"
            ),
            Err(error) => assert_eq!(error, format!("failure {attempts}"), "{name}"),
        }
        if observed {
            assert_eq!(given.events, events, "{name}");
            assert_eq!(given.report.total_delay, expected.iter().sum(), "{name}");
            let entries = u32::try_from(given.report.attempts.len()).unwrap();
            assert_eq!(entries, attempts, "{name}");
            assert_eq!(given.report.total_attempts, attempts, "{name}");
        }
        if observed || name.contains("budget") {
            assert_eq!(given.budget.available(), tokens, "{name}");
        }
    }
}

#[test]
fn a_call_cancelled_before_its_start_makes_one_attempt() {
    let cancelled = || Run::new(0, 9);
    check(
        "max = 5",
        cancelled,
        1,
        &[],
        500,
        &["1 retry", "1 cancelled"],
    );
}

#[test]
fn no_attempt_follows_a_cancel() {
    check(
        "max = 5",
        || Run::new(3, 9),
        3,
        &[100, 200],
        500 - 2 * 5,
        &["1 retry", "2 retry", "3 retry", "3 cancelled"],
    );
}

#[test]
fn a_token_that_is_never_cancelled_changes_nothing() {
    check(
        "max = 5",
        || Run::new(9, 3),
        3,
        &[100, 200],
        500 - 5,
        &["1 retry", "2 retry", "3 success"],
    );
}

#[test]
fn exhausted_retries_win_over_a_cancel() {
    check(
        "max = 1",
        || Run::new(2, 9),
        2,
        &[100],
        500 - 5,
        &["1 retry", "2 retries exhausted"],
    );
    check("max = 5", || Run::new(1, 1), 1, &[], 500, &["1 success"]);
}

#[test]
fn a_poll_that_is_cancelled_returns_its_last_value() {
    let run = || Run {
        fails: false,
        ..Run::new(2, 9)
    };
    let events = ["1 not ready", "2 not ready", "2 cancelled"];
    check("max = 5", run, 2, &[100], 500 - 5, &events);
}

/// The report of a call that is cancelled after 50 ms of its second delay of 20 s.
fn assert_cut(report: &Report, name: &str) {
    let delays: Vec<_> = report
        .attempts
        .iter()
        .map(|attempt| attempt.delay)
        .collect();
    assert_eq!(delays, millis([10_000, 50]).map(Some), "{name}");
    assert_eq!(report.total_delay, Duration::from_millis(10_050), "{name}");
    let end = (report.status, report.reason, report.error.as_deref());
    assert_eq!(
        end,
        (Status::Failed, Some(Reason::Cancelled), Some("down")),
        "{name}"
    );
    assert_eq!(report.attempts[1].status, AttemptStatus::Failed, "{name}");
    let totals = (report.total_attempts, report.total_retries);
    assert_eq!(totals, (2, 1), "{name}");
}

fn after_50_ms_of_the_second_delay() -> impl Future<Output = u8> {
    let end = tokio::time::Instant::now() + Duration::from_millis(10_050);
    async move {
        tokio::time::sleep_until(end).await;
        7
    }
}

#[test]
fn a_cut_delay_is_reported_with_its_real_length() {
    #[retry(
        max = unlimited,
        base_delay = "10s",
        cancel = after_50_ms_of_the_second_delay(),
        observe(report, |event| if let Event::GiveUp { unwaited, total_delay, .. } = event {
            told.push((*unwaited, *total_delay));
        }),
        name = "cancelled.delay",
    )]
    async fn inline(
        report: &mut Report,
        told: &mut Vec<(Duration, Duration)>,
    ) -> Result<(), &'static str> {
        Err("down")
    }

    let (mut report, mut told) = (Report::new(), Vec::new());
    assert_eq!(block_on(inline(&mut report, &mut told)), Err("down"));
    assert_cut(&report, "attribute");
    let [unwaited, total] = millis([19_950, 10_050]);
    assert_eq!(told, [(unwaited, total)]);
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["attempts"][1]["delay_seconds"], 0.05);

    // The counters of the site agree.
    let sites = sites();
    let site = sites.iter().find(|site| site.site == "cancelled.delay");
    let site = site.unwrap();
    assert_eq!((site.retries, site.total_delay), (1, total));
    assert_eq!(site.give_ups[&Reason::Cancelled], 1);

    let policy: Policy = "max = unlimited, base_delay = 10s".parse().unwrap();
    let outcome = block_on(async {
        let call = policy.retry_async(async || Err::<(), _>("down"));
        let call = call.cancel(after_50_ms_of_the_second_delay());
        call.observe(&mut report).call().await
    });
    assert_eq!(outcome, Err("down"));
    assert_cut(&report, "closure");
}

#[test]
fn a_sleep_that_breaks_cancels_the_call() {
    async fn nap(delay: Duration, until: tokio::time::Instant) -> ControlFlow<()> {
        let end = tokio::time::Instant::now() + delay;
        tokio::time::sleep_until(end.min(until)).await;
        if end > until {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn soon() -> tokio::time::Instant {
        tokio::time::Instant::now() + Duration::from_millis(10_050)
    }

    #[retry(
        max = unlimited,
        base_delay = "10s",
        sleep = |delay| nap(delay, end),
        observe = report,
        attempt_timeout = "1d",
    )]
    async fn inline(
        end: tokio::time::Instant,
        report: &mut Report,
    ) -> Result<(), Box<dyn std::error::Error>> {
        // The timer of the attempt also gets a `sleep` that breaks, but the attempt does not end.
        tokio::time::sleep_until(end - Duration::from_millis(10_050)).await;
        Err("down".into())
    }

    let mut report = Report::new();
    block_on(async { inline(soon(), &mut report).await.unwrap_err() });
    assert_cut(&report, "attribute");

    let policy: Policy = "max = unlimited, base_delay = 10s".parse().unwrap();
    let outcome = block_on(async {
        let end = soon();
        let call = policy.retry_async(async || Err::<(), _>("down"));
        let call = call.sleep(|delay| nap(delay, end));
        call.observe(&mut report).call().await
    });
    assert_eq!(outcome, Err("down"));
    assert_cut(&report, "closure");
}

#[test]
fn a_sleep_that_breaks_cancels_a_call_with_a_profile() {
    const PROFILE: Profile<&str> = Profile::new(Policy::builder().build());
    const LIMITED: Profile<std::io::Error> =
        Profile::new(Policy::builder().build()).attempt_timeout(Duration::from_secs(1));

    async fn nap(delay: Duration) -> ControlFlow<()> {
        if delay.as_millis() < 200 {
            return ControlFlow::Continue(());
        }
        ControlFlow::Break(())
    }

    #[retry(with = PROFILE, sleep = nap)]
    async fn unlimited(attempts: &mut u32) -> Result<(), &'static str> {
        *attempts += 1;
        Err("down")
    }

    #[retry(with = LIMITED, sleep = nap)]
    async fn limited(attempts: &mut u32) -> Result<(), std::io::Error> {
        *attempts += 1;
        Err(std::io::ErrorKind::NotFound.into())
    }

    let mut attempts = 0;
    assert_eq!(block_on(unlimited(&mut attempts)), Err("down"));
    assert_eq!(attempts, 2);
    assert!(block_on(limited(&mut attempts)).is_err());
    assert_eq!(attempts, 4);
}

#[test]
fn a_blocking_sleep_that_breaks_cancels_the_call() {
    fn nap(delay: Duration) -> ControlFlow<()> {
        if delay.as_secs() < 2 * 3600 {
            return ControlFlow::Continue(());
        }
        ControlFlow::Break(())
    }

    #[retry(base_delay = "1h", max_delay = "1d", sleep = nap)]
    fn bare(attempts: &mut u32) -> Option<()> {
        *attempts += 1;
        None
    }

    #[retry(base_delay = "1h", max_delay = "1d", sleep = nap, observe = report)]
    fn observed(report: &mut Report) -> Option<()> {
        None
    }

    let mut attempts = 0;
    assert_eq!((bare(&mut attempts), attempts), (None, 2));
    let mut report = Report::new();
    assert_eq!(observed(&mut report), None);
    assert_eq!(report.reason, Some(Reason::Cancelled));
    assert_eq!(report.total_attempts, 2);
    // The first wait returned `Continue`, and its real length was measured.
    let policy: Policy = "base_delay = 1h, max_delay = 1d".parse().unwrap();
    let mut total = None;
    let mut report = Report::new();
    let call = policy.retry(|| None::<()>).sleep(nap).observe(&mut report);
    let call = call.observe_fn(|event| {
        if let Event::GiveUp { total_delay, .. } = event {
            total = Some(*total_delay);
        }
    });
    assert_eq!(call.call(), None);
    assert!(total.unwrap() < Duration::from_secs(3600));
    assert_eq!(report.total_delay, total.unwrap());
}

#[test]
fn the_context_has_the_last_error_with_a_cancel_token() {
    let stop = CancelToken::new();
    let policy = Policy::default();
    let mut errors = Vec::new();
    let _clock = VirtualTime::start();
    let call = policy.retry_with(|context| {
        errors.push(context.last_error().copied());
        Err::<(), _>(context.attempt())
    });
    assert_eq!(call.cancel(&stop).call(), Err(4));
    assert_eq!(errors, [None, Some(1), Some(2), Some(3)]);
}

#[test]
fn a_token_is_checked_before_and_after_a_custom_sleep() {
    #[retry(sleep = |delay| naps.push(delay), cancel = stop)]
    fn call(stop: &CancelToken, naps: &mut Vec<Duration>) -> Option<()> {
        if naps.len() == 1 {
            stop.cancel();
        }
        None
    }
    let mut naps = Vec::new();
    assert_eq!(call(&CancelToken::new(), &mut naps), None);
    assert_eq!(naps.len(), 1);
    naps.clear();

    let policy = Policy::default();
    let stop = CancelToken::new();
    let call = policy.retry(|| None::<()>).cancel(&stop);
    let call = call.sleep(|_| {
        naps.push(Duration::ZERO);
        stop.cancel();
    });
    assert_eq!(call.call(), None);
    assert_eq!(naps.len(), 1);
}

/// The longest time that a machine under load may take to wake a thread.
const SOON: Duration = Duration::from_secs(20);

#[test]
fn a_thread_in_a_delay_of_hours_wakes_at_once() {
    static STOP: CancelToken = CancelToken::new();

    #[retry(max = unlimited, base_delay = "1h", max_delay = "1d", cancel = STOP)]
    fn inline() -> Result<(), &'static str> {
        Err("down")
    }

    let policy: Policy = "max = unlimited, base_delay = 1h, max_delay = 1d"
        .parse()
        .unwrap();
    let workers = [
        thread::spawn(inline),
        thread::spawn(move || {
            let call = policy.retry(|| Err::<(), _>("down"));
            call.cancel(&STOP).call()
        }),
        thread::spawn(move || {
            block_on_real(async move {
                let call = policy.retry_async(async || Err::<(), _>("down"));
                call.cancel(STOP.cancelled()).call().await
            })
        }),
    ];
    thread::sleep(Duration::from_millis(20));
    let start = Instant::now();
    STOP.cancel();
    for worker in workers {
        assert_eq!(worker.join().unwrap(), Err("down"));
    }
    println!("woken in {:?}", start.elapsed());
    assert!(start.elapsed() < SOON);
}

fn block_on_real<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap()
        .block_on(future)
}

#[test]
fn a_dropped_future_of_a_token_leaves_no_waker_behind() {
    use std::pin::pin;
    use std::sync::Arc;
    use std::task::{Context, Wake, Waker};

    struct Count;
    impl Wake for Count {
        fn wake(self: Arc<Self>) {}
    }

    let count = Arc::new(Count);
    let waker = Waker::from(Arc::clone(&count));
    let stop = CancelToken::new();
    {
        let mut cancelled = pin!(stop.cancelled());
        for _ in 0..3 {
            let polled = cancelled.as_mut().poll(&mut Context::from_waker(&waker));
            assert!(polled.is_pending());
        }
        assert_eq!(Arc::strong_count(&count), 3);
    }
    assert_eq!(Arc::strong_count(&count), 2);
    stop.cancel();
    let mut cancelled = pin!(stop.cancelled());
    assert!(
        cancelled
            .as_mut()
            .poll(&mut Context::from_waker(&waker))
            .is_ready()
    );
    assert_eq!(format!("{stop:?}"), "CancelToken { is_cancelled: true }");
}

/// Tests a cooldown that is extended during the first delay, and a call that is cancelled while the
/// cooldown holds back its retry.
mod held_back {
    use std::cell::{Cell, RefCell};
    use std::future::ready;

    use super::*;
    use retry_runtime::Cooldown;

    #[derive(Default)]
    struct Worker {
        attempts: Cell<u32>,
        naps: RefCell<Vec<Duration>>,
        cooldown: Cooldown,
    }

    impl Worker {
        fn attempt(&self) -> Result<(), &'static str> {
            self.attempts.set(self.attempts.get() + 1);
            Err("down")
        }

        fn nap(&self, delay: Duration) -> ControlFlow<()> {
            self.naps.borrow_mut().push(delay);
            if self.naps.borrow().len() > 1 {
                return ControlFlow::Break(());
            }
            self.cooldown.begin(Duration::from_secs(10));
            ControlFlow::Continue(())
        }
    }

    #[retry(cooldown = worker.cooldown, sleep = |delay| worker.nap(delay))]
    fn blocking(worker: &Worker) -> Result<(), &'static str> {
        worker.attempt()
    }

    #[retry(cooldown = worker.cooldown, sleep = |delay| ready(worker.nap(delay)))]
    async fn awaiting(worker: &Worker) -> Result<(), &'static str> {
        worker.attempt()
    }

    type Call = fn(&Worker) -> Result<(), &'static str>;

    const CALLS: [Call; 4] = [
        blocking,
        |worker| block_on(awaiting(worker)),
        |worker| {
            let policy = Policy::default();
            let call = policy.retry(|| worker.attempt()).cooldown(&worker.cooldown);
            call.sleep(|delay| worker.nap(delay)).call()
        },
        |worker| {
            let policy = Policy::default();
            let call = policy.retry_async(async || worker.attempt());
            let call = call.cooldown(&worker.cooldown);
            block_on(call.sleep(|delay| ready(worker.nap(delay))).call())
        },
    ];

    #[test]
    fn a_retry_is_not_made_after_a_cancel() {
        for call in CALLS {
            let worker = Worker::default();
            assert_eq!((call(&worker), worker.attempts.get()), (Err("down"), 1));
            let naps = worker.naps.into_inner();
            assert_eq!((naps[0], naps.len()), (Duration::from_millis(100), 2));
            assert!((9..=10).contains(&naps[1].as_secs()), "{naps:?}");
        }
    }

    #[test]
    fn a_first_attempt_is_made_after_a_cancel() {
        for call in CALLS {
            let worker = Worker::default();
            worker.cooldown.begin(Duration::from_secs(20));
            assert_eq!((call(&worker), worker.attempts.get()), (Err("down"), 1));
            assert_eq!(worker.naps.borrow().len(), 2, "both before the attempt");
        }
    }

    /// Tests a future that must not be polled again after a cancel.
    #[test]
    fn a_cancel_before_the_first_attempt_ends_the_call_after_it() {
        #[retry(cooldown = worker.cooldown, cancel = async { soon().await })]
        async fn inline(worker: &Worker) -> Result<(), &'static str> {
            worker.attempt()
        }

        async fn soon() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }

        for is_closure in [false, true] {
            let worker = Worker::default();
            let mut report = Report::new();
            let outcome = block_on(async {
                worker.cooldown.begin(Duration::from_secs(20));
                if !is_closure {
                    return inline(&worker).await;
                }
                let policy = Policy::default();
                let call = policy.retry_async(async || worker.attempt());
                let call = call.cooldown(&worker.cooldown).observe(&mut report);
                call.cancel(async { soon().await }).call().await
            });
            assert_eq!((outcome, worker.attempts.get()), (Err("down"), 1));
            if is_closure {
                assert_eq!(report.reason, Some(Reason::Cancelled));
                assert_eq!(report.total_delay, Duration::ZERO);
            }
        }
    }

    /// Waits. The first wait breaks at its end.
    async fn break_once(delay: Duration, naps: &Cell<u32>) -> ControlFlow<()> {
        tokio::time::sleep(delay).await;
        naps.set(naps.get() + 1);
        if naps.get() == 1 {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    #[test]
    fn the_wait_before_a_first_attempt_is_no_part_of_it() {
        #[retry(
            base_delay = "1s",
            max_elapsed = "20s",
            reset_after = "10s",
            cooldown = worker.cooldown,
            sleep = |delay| break_once(delay, naps)
        )]
        async fn inline(worker: &Worker, naps: &Cell<u32>) -> Result<(), &'static str> {
            worker.attempt()
        }

        // The first attempt begins and fails after 20 s, so a retry would be too late.
        for is_closure in [false, true] {
            let (worker, naps) = (Worker::default(), Cell::new(0));
            let outcome = block_on(async {
                worker.cooldown.begin(Duration::from_secs(20));
                if !is_closure {
                    return inline(&worker, &naps).await;
                }
                let policy = "base_delay = 1s, max_elapsed = 20s, reset_after = 10s";
                let policy: Policy = policy.parse().unwrap();
                let call = policy.retry_async(async || worker.attempt());
                let call = call.cooldown(&worker.cooldown);
                call.sleep(|delay| break_once(delay, &naps)).call().await
            });
            assert_eq!((outcome, worker.attempts.get()), (Err("down"), 1));
        }
    }

    /// A `sleep` that returns at once, and lets a cooldown begin in its second wait.
    #[test]
    fn a_retry_that_is_held_back_reports_its_own_delay() {
        let (cooldown, mut naps) = (Cooldown::new(), 0);
        let mut report = Report::new();
        let policy: Policy = "max = 2".parse().unwrap();
        let call = policy.retry(|| None::<()>).cooldown(&cooldown);
        let call = call.sleep(|_| {
            naps += 1;
            if naps == 2 {
                cooldown.begin(Duration::from_secs(60));
            }
            ControlFlow::<()>::Continue(())
        });
        assert_eq!(call.observe(&mut report).call(), None);
        assert_eq!(naps, 3, "one holds the last attempt back");
        let delays = report.attempts.iter().filter_map(|attempt| attempt.delay);
        let delays: Vec<_> = delays.collect();
        assert!(delays[0] < Duration::from_millis(100), "{delays:?}");
        assert_eq!(delays[1], Duration::from_millis(200));
    }
}
