//! Unusual behavior of time: a clock stands still or jumps, a delay is zero, endless or
//! interrupted, and very many calls wait at once.

use crate::support;

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use retry_runtime::testing::{VirtualClock, VirtualTime};
use retry_runtime::{Policy, Reason, Report, RetryBudget, Verdict, retry};
use support::{block_on, nap, naps};
use tokio::task::JoinSet;

const HOUR: Duration = Duration::from_secs(3600);

mod a_clock {
    use super::*;

    /// `nap` takes no time, so the real clock hardly advances.
    #[test]
    fn a_clock_that_stands_still_leaves_only_max_retries() {
        #[retry(max = 50, base_delay = "1h", backoff = constant, max_delay = "1h", max_elapsed = "2h", sleep = nap, observe = report)]
        fn call(report: &mut Report) -> Option<()> {
            None
        }

        let mut report = Report::new();
        assert_eq!(call(&mut report), None);
        assert_eq!(naps(), [HOUR; 50]);
        assert_eq!(report.reason, Some(Reason::RetriesExhausted));
        assert_eq!(report.total_delay, 50 * HOUR);
    }

    /// A call whose clock jumps, as that of a closed laptop does.
    fn suspended(asleep: Duration, clock: &VirtualClock) -> Report {
        let policy: Policy = "max = 9, base_delay = 1s, backoff = constant, max_elapsed = 1h"
            .parse()
            .unwrap();
        let mut report = Report::new();
        let mut attempts = 0;
        let outcome = policy
            .retry(|| {
                attempts += 1;
                if attempts == 3 {
                    clock.advance(asleep);
                }
                None::<()>
            })
            .observe(&mut report)
            .call();
        assert_eq!(outcome, None);
        report
    }

    #[test]
    fn a_clock_jump_past_the_deadline_ends_the_call_at_its_next_failure() {
        for asleep in [HOUR, 10_000 * 24 * HOUR, Duration::MAX] {
            let clock = VirtualTime::start();
            let report = suspended(asleep, &clock);
            assert_eq!(report.reason, Some(Reason::DeadlineExceeded));
            assert_eq!(report.total_attempts, 3);
            // A call that begins now has its full time, although the clock has reached its last
            // value.
            let report = suspended(Duration::ZERO, &clock);
            assert_eq!(report.reason, Some(Reason::RetriesExhausted));
            assert_eq!(report.total_attempts, 10);
        }
    }

    #[test]
    fn a_clock_jump_before_the_deadline_changes_nothing() {
        let clock = VirtualTime::start();
        let report = suspended(HOUR / 2, &clock);
        assert_eq!(report.total_attempts, 10);
    }

    /// The deadline passes before the first failure.
    #[test]
    fn a_deadline_passed_in_the_first_attempt_leaves_no_retry() {
        #[retry(max_elapsed = "10s", observe = report)]
        fn call(clock: &VirtualClock, report: &mut Report) -> Option<()> {
            clock.advance(HOUR);
            None
        }

        let clock = VirtualTime::start();
        let mut report = Report::new();
        assert_eq!(call(&clock, &mut report), None);
        assert_eq!(report.reason, Some(Reason::DeadlineExceeded));
        assert_eq!((clock.delays(), report.total_attempts), (vec![], 1));
    }
}

mod a_delay {
    use super::*;

    const LONGEST: Policy = Policy::builder()
        .max(4)
        .base_delay(Duration::from_nanos(u64::MAX))
        .max_delay(Duration::MAX)
        .build();

    #[test]
    fn a_delay_of_zero_never_calls_sleep() {
        let shortest = Policy::builder().base_delay(Duration::from_nanos(1));
        for policy in [
            shortest,
            shortest.jitter(retry_runtime::Jitter::Full),
            shortest.jitter(retry_runtime::Jitter::Equal),
            shortest.jitter(retry_runtime::Jitter::Decorrelated),
            shortest.jitter(retry_runtime::Jitter::Proportional(1.0)),
        ] {
            let policy = policy.max(100).build();
            let call = policy.retry(|| None::<()>);
            let call = call.classify(|_| Verdict::RetryAfter(Duration::ZERO));
            assert_eq!(call.sleep(nap).call(), None);
            let naps = naps();
            assert_eq!(naps.len(), 100);
            assert!(naps.iter().all(|nap| !nap.is_zero()), "{policy:?}");
        }
    }

    #[test]
    fn a_delay_of_duration_max_does_not_overflow() {
        let clock = VirtualTime::start();
        let mut report = Report::new();
        let call = LONGEST.retry(|| None::<()>);
        let call = call.classify(|_| Verdict::RetryAfter(Duration::MAX));
        assert_eq!(call.observe(&mut report).call(), None);
        assert_eq!(clock.delays(), [Duration::MAX; 4]);
        assert_eq!(clock.elapsed(), Duration::MAX);
        assert_eq!(report.total_delay, Duration::MAX);
        assert!(serde_json::to_string(&report).is_ok());
    }

    #[test]
    fn a_delay_of_duration_max_can_be_cancelled_under_tokio() {
        block_on(async {
            let call = LONGEST
                .retry_async(async || None::<()>)
                .classify(|_| Verdict::RetryAfter(Duration::MAX))
                .call();
            assert!(tokio::time::timeout(1000 * HOUR, call).await.is_err());
        });
    }

    /// Because of the handler, each signal ends the system's own sleep.
    #[cfg(unix)]
    #[test]
    fn a_delay_interrupted_by_signals_is_not_shortened() {
        use std::os::unix::thread::JoinHandleExt;
        use std::sync::Arc;
        use std::sync::atomic::AtomicUsize;
        use std::time::Instant;

        use nix::sys::pthread::pthread_kill;
        use nix::sys::signal::Signal;
        use signal_hook::consts::SIGUSR1;

        const DELAY: Duration = Duration::from_millis(60);
        #[retry(max = 1, base_delay = "60ms")]
        fn call() -> Option<()> {
            None
        }

        let caught = Arc::new(AtomicUsize::new(0));
        let _registered = signal_hook::flag::register_usize(SIGUSR1, caught.clone(), 1).unwrap();
        let sleeper = thread::spawn(|| {
            let start = Instant::now();
            assert_eq!(call(), None);
            start.elapsed()
        });
        let mut signals = 0;
        while !sleeper.is_finished() {
            let sent = pthread_kill(sleeper.as_pthread_t(), Signal::SIGUSR1);
            signals += u32::from(sent.is_ok());
            thread::sleep(Duration::from_millis(1));
        }
        assert!(sleeper.join().unwrap() >= DELAY);
        assert!(signals >= 2 && caught.load(Ordering::Relaxed) == 1);
    }
}

mod many_calls {
    use super::*;

    /// Fails twice, then succeeds.
    #[retry(max = 2, base_delay = "2ms", backoff = constant, budget = budget)]
    fn blocking(budget: &RetryBudget, attempts: &mut u32, total: &AtomicU32) -> Option<u32> {
        total.fetch_add(1, Ordering::Relaxed);
        *attempts += 1;
        (*attempts > 2).then_some(*attempts)
    }

    #[retry(max = 2, base_delay = "1h", max_delay = "1d", budget = budget)]
    async fn waiting(budget: &RetryBudget, attempts: &mut u32, total: &AtomicU32) -> Option<u32> {
        total.fetch_add(1, Ordering::Relaxed);
        *attempts += 1;
        (*attempts > 2).then_some(*attempts)
    }

    /// A budget that can pay for all retries of this many calls.
    fn budget(calls: u32) -> RetryBudget {
        RetryBudget::builder().capacity(calls * 10).build()
    }

    #[test]
    fn many_sleeping_threads_lose_no_tokens_or_attempts() {
        const THREADS: u32 = 1_000;
        let (budget, total) = (budget(THREADS), AtomicU32::new(0));
        thread::scope(|scope| {
            let threads: Vec<_> = (0..THREADS)
                .map(|_| {
                    let call = || blocking(&budget, &mut 0, &total);
                    let builder = thread::Builder::new().stack_size(128 * 1024);
                    builder.spawn_scoped(scope, call).unwrap()
                })
                .collect();
            for thread in threads {
                assert_eq!(thread.join().unwrap(), Some(3));
            }
        });
        assert_eq!(total.into_inner(), 3 * THREADS);
        // Each call has paid for two retries, and the tokens of the second were refunded.
        assert_eq!(budget.available(), THREADS * 5);
    }

    #[test]
    fn many_waiting_tasks_lose_no_tokens_or_attempts() {
        const TASKS: u32 = 10_000;
        static BUDGET: RetryBudget = RetryBudget::builder().capacity(TASKS * 10).build();
        static TOTAL: AtomicU32 = AtomicU32::new(0);
        let outcomes = block_on(async {
            let tasks: JoinSet<_> = (0..TASKS)
                .map(|_| async { waiting(&BUDGET, &mut 0, &TOTAL).await })
                .collect();
            tasks.join_all().await
        });
        assert_eq!(outcomes, vec![Some(3); TASKS as usize]);
        assert_eq!(TOTAL.load(Ordering::Relaxed), 3 * TASKS);
        assert_eq!(BUDGET.available(), TASKS * 5);
    }

    #[test]
    fn many_threads_in_virtual_time_lose_no_tokens_or_attempts() {
        const TASKS: u32 = 5_000;
        static BUDGET: RetryBudget = RetryBudget::builder().capacity(TASKS * 10).build();
        static TOTAL: AtomicU32 = AtomicU32::new(0);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .build()
            .unwrap();
        let clock = VirtualTime::start();
        let tasks: Vec<_> = (0..TASKS)
            .map(|_| runtime.spawn(clock.wrap(async { waiting(&BUDGET, &mut 0, &TOTAL).await })))
            .collect();
        for task in tasks {
            assert_eq!(runtime.block_on(task).unwrap(), Some(3));
        }
        assert_eq!(TOTAL.load(Ordering::Relaxed), 3 * TASKS);
        assert_eq!(BUDGET.available(), TASKS * 5);
        assert_eq!(clock.delays().len(), 2 * TASKS as usize);
    }

    /// Calls that are dropped while they wait get their tokens refunded.
    #[test]
    fn many_dropped_calls_leave_the_budget_full() {
        const TASKS: u32 = 10_000;
        static BUDGET: RetryBudget = RetryBudget::builder().capacity(TASKS * 10).build();
        static TOTAL: AtomicU32 = AtomicU32::new(0);
        block_on(async {
            let mut tasks: JoinSet<_> = (0..TASKS)
                .map(|_| async { waiting(&BUDGET, &mut 0, &TOTAL).await })
                .collect();
            while TOTAL.load(Ordering::Relaxed) < TASKS {
                tokio::task::yield_now().await;
            }
            assert_eq!(BUDGET.available(), TASKS * 5);
            tasks.shutdown().await;
        });
        assert_eq!(TOTAL.load(Ordering::Relaxed), TASKS);
        assert_eq!(BUDGET.available(), BUDGET.capacity());
    }
}
