//! `RetryBudget`: its rules, its arithmetic under threads, and its use by calls that overlap or are
//! dropped. `published_budgets.rs` tests its use by single calls.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use retry_runtime::{BudgetBuilder, RetryBudget};

mod ratio {
    use super::*;

    /// Checks the numbers that follow from a `ratio`, with and without other written arguments.
    #[test]
    fn written_costs_and_capacities_override_those_from_the_ratio() {
        let new = || RetryBudget::builder().ratio(0.2);
        let numbers = |budget: RetryBudget| {
            [
                budget.capacity(),
                budget.retry_cost(),
                budget.success_refund(),
            ]
        };
        assert_eq!(numbers(new().build()), [1_000_000, 10_000, 2_000]);
        assert_eq!(
            numbers(new().capacity(500).retry_cost(5).build()),
            [500, 5, 1]
        );
        assert_eq!(numbers(new().capacity(100).build()), [100, 100, 20]);
    }
}

mod floor {
    use std::time::Duration;

    use super::*;
    use retry_runtime::testing::VirtualTime;

    fn empty(builder: BudgetBuilder) -> RetryBudget {
        let budget = builder.build();
        assert!(budget.withdraw(budget.capacity()));
        budget
    }

    #[test]
    fn min_retries_per_second_gives_its_tokens_over_time() {
        let clock = VirtualTime::start();
        let budget = empty(RetryBudget::builder().min_retries_per_second(10));
        for (millis, expected) in [(0, 0), (99, 0), (1, 1), (250, 2), (50, 1), (1000, 10)] {
            clock.advance(Duration::from_millis(millis));
            let paid = (0..100).filter(|_| budget.withdraw(5)).count();
            assert_eq!(paid, expected, "after {millis} ms");
        }
        // Time gives no more tokens than the capacity.
        clock.advance(Duration::from_secs(3600));
        let paid = (0..1000).filter(|_| budget.withdraw(5)).count();
        assert_eq!(paid, 100);
    }

    #[test]
    fn frequent_refills_lose_no_tokens() {
        for per_second in [1, 300, 399, 1999] {
            let clock = VirtualTime::start();
            let builder = RetryBudget::builder().capacity(100_000);
            let budget = empty(builder.min_retries_per_second(per_second));
            for _ in 0..10_000 {
                clock.advance(Duration::from_millis(1));
                let _refilled = budget.withdraw(100_000);
            }
            assert_eq!(budget.available(), 100_000.min(per_second * 5 * 10));
        }
    }

    #[test]
    fn a_month_without_a_failure_earns_tokens() {
        let clock = VirtualTime::start();
        let budget = empty(RetryBudget::builder().min_retries_per_second(1));
        clock.advance(Duration::from_secs(30 * 24 * 3600));
        assert!(budget.withdraw(5));
    }

    #[test]
    fn without_a_floor_time_gives_no_tokens() {
        let clock = VirtualTime::start();
        let budget = empty(RetryBudget::builder());
        clock.advance(Duration::from_secs(3600));
        assert!(!budget.withdraw(5));
    }

    /// A job that runs each hour. One run in eight fails, with three failed retries.
    #[test]
    fn a_floor_never_refuses_a_rare_caller() {
        let refused = |budget: &RetryBudget| {
            let clock = VirtualTime::start();
            let mut refused = 0;
            for hour in 0..24 * 60 {
                clock.advance(Duration::from_secs(3600));
                if hour % 8 == 0 {
                    refused += (0..3)
                        .filter(|_| !budget.withdraw(budget.retry_cost()))
                        .count();
                } else {
                    budget.deposit(budget.success_refund());
                }
            }
            refused
        };
        assert!(refused(&RetryBudget::new()) > 0);
        let floor = RetryBudget::builder().min_retries_per_second(1).build();
        assert_eq!(refused(&floor), 0);
    }

    #[test]
    fn threads_share_the_tokens_of_the_floor() {
        let clock = VirtualTime::start();
        let budget = empty(RetryBudget::builder().min_retries_per_second(100));
        clock.advance(Duration::from_secs(1));
        let paid = thread::scope(|scope| {
            let threads = [(); 8].map(|()| {
                let clock = clock.clone();
                let budget = &budget;
                scope.spawn(move || {
                    let _entered = clock.enter();
                    (0..100).filter(|_| budget.withdraw(5)).count()
                })
            });
            threads
                .map(|thread| thread.join().unwrap())
                .iter()
                .sum::<usize>()
        });
        assert_eq!(paid, 100);
    }

    /// A budget in a `static` sees the clock of each test, and all these clocks begin at zero.
    #[test]
    fn a_restarted_clock_gives_no_tokens() {
        let budget = empty(RetryBudget::builder().min_retries_per_second(1));
        {
            let clock = VirtualTime::start();
            clock.advance(Duration::from_secs(50));
            assert!(budget.withdraw(250));
            assert!(!budget.withdraw(1));
        }
        let clock = VirtualTime::start();
        assert!(!budget.withdraw(1));
        clock.advance(Duration::from_secs(1));
        assert!(budget.withdraw(5));
    }
}

mod rules {
    use super::*;

    fn limits(builder: BudgetBuilder) -> [u32; 4] {
        let budget = builder.build();
        assert_eq!(budget.available(), budget.capacity(), "full at first");
        [
            budget.capacity(),
            budget.retry_cost(),
            budget.throttle_cost(),
            budget.success_refund(),
        ]
    }

    #[test]
    fn written_budget_arguments_override_defaults() {
        let new = RetryBudget::builder;
        assert_eq!(limits(new()), [500, 5, 5, 1]);
        assert_eq!(limits(new().capacity(3)), [3, 3, 3, 1]);
        assert_eq!(limits(new().retry_cost(14)), [500, 14, 14, 1]);
        assert_eq!(limits(new().retry_cost(600)), [600, 600, 600, 1]);
        assert_eq!(limits(new().throttle_cost(600)), [600, 5, 600, 1]);
        assert_eq!(limits(new().throttle_cost(0)), [500, 5, 0, 1]);
        assert_eq!(
            limits(new().success_refund(u32::MAX)),
            [500, 5, 5, u32::MAX]
        );
        assert_eq!(
            limits(new().capacity(u32::MAX).retry_cost(u32::MAX)),
            [u32::MAX, u32::MAX, u32::MAX, 1]
        );
    }

    #[test]
    fn each_budget_error_names_its_argument() {
        let new = RetryBudget::builder;
        for (builder, field, said) in [
            (
                new().capacity(0),
                "capacity",
                "`capacity` must be at least 1: with no tokens, no retry is ever made (got 0)",
            ),
            (
                new().retry_cost(0),
                "retry_cost",
                "`retry_cost` must be at least 1: free retries are not bounded by a budget (got 0)",
            ),
            (
                new().ratio(0.0),
                "ratio",
                "`ratio` must be above 0 and at most 1: 0.2 allows one retry for every five calls that succeed (got 0)",
            ),
            (
                new().ratio(f64::NAN),
                "ratio",
                "`ratio` must be above 0 and at most 1: 0.2 allows one retry for every five calls that succeed (got NaN)",
            ),
            (
                new().ratio(0.01).retry_cost(5),
                "ratio",
                "`ratio` times `retry_cost` rounds to 0 tokens: raise one of the two (got 0.01)",
            ),
            (
                new().ratio(0.2).success_refund(2),
                "success_refund",
                "`success_refund` is the same setting as `ratio`, in tokens: leave one of the two out (got 2)",
            ),
            (
                new().success_refund(0),
                "success_refund",
                "`success_refund` must be at least 1: an empty budget would stay empty for ever (got 0)",
            ),
            (
                new().capacity(4).retry_cost(5),
                "retry_cost",
                "`retry_cost` must not be above `capacity`: no retry could ever be paid for (got 5)",
            ),
            (
                new().throttle_cost(5).capacity(4),
                "throttle_cost",
                "`throttle_cost` must not be above `capacity`: no such retry could ever be paid for (got 5)",
            ),
        ] {
            let error = builder.try_build().expect_err(said);
            assert_eq!((error.field(), error.to_string().as_str()), (field, said));
            assert!(
                said.starts_with(&format!("{} (got ", error.rule())),
                "{said}"
            );
        }
    }
}

mod one_thread {
    use super::*;

    #[test]
    fn a_withdrawal_takes_all_tokens_or_none() {
        let budget = RetryBudget::builder().capacity(12).build();
        assert!(budget.withdraw(5) && budget.withdraw(5));
        assert!(!budget.withdraw(5));
        assert_eq!(budget.available(), 2);
        assert!(budget.withdraw(2));
        assert!(!budget.withdraw(1));
        assert!(budget.withdraw(0), "nothing can always be had");
        assert_eq!(budget.available(), 0);
    }

    #[test]
    fn a_deposit_fills_up_to_the_capacity() {
        let budget = RetryBudget::builder().capacity(12).build();
        budget.deposit(1);
        assert_eq!(budget.available(), 12);
        assert!(budget.withdraw(3));
        budget.deposit(0);
        assert_eq!(budget.available(), 9);
        budget.deposit(2);
        assert_eq!(budget.available(), 11);
        budget.deposit(2);
        assert_eq!(budget.available(), 12);
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        let budget = RetryBudget::builder().capacity(u32::MAX).build();
        assert!(budget.withdraw(u32::MAX - 1));
        assert!(!budget.withdraw(u32::MAX) && !budget.withdraw(2));
        assert_eq!(budget.available(), 1);
        budget.deposit(u32::MAX);
        assert_eq!(budget.available(), u32::MAX);
        assert!(budget.withdraw(u32::MAX));
        assert!(!budget.withdraw(1));
        budget.deposit(u32::MAX);
        assert_eq!(budget.available(), u32::MAX);
    }
}

mod many_threads {
    use super::*;

    const THREADS: u64 = 8;
    const CALLS: u64 = 50_000;

    /// A sequence of numbers that differs between threads (Knuth's MMIX generator).
    fn numbers(seed: u64) -> impl FnMut() -> u64 {
        let mut state = seed;
        move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        }
    }

    #[test]
    fn missing_tokens_equal_withdrawals_minus_refunds() {
        static BUDGET: RetryBudget = RetryBudget::builder().capacity(1_000_000).build();
        // Half of the capacity is taken first. No deposit is then cut off at a full bucket, so
        // every token is accounted for.
        assert!(BUDGET.withdraw(500_000));
        let taken = AtomicU64::new(500_000);
        let start = Barrier::new(8);
        thread::scope(|scope| {
            for seed in 0..THREADS {
                let (taken, start) = (&taken, &start);
                scope.spawn(move || {
                    let mut number = numbers(seed);
                    start.wait();
                    let mut kept = 0;
                    for _ in 0..CALLS {
                        let cost = u32::try_from(number() % 15).unwrap();
                        if BUDGET.withdraw(cost) {
                            // Three of four calls succeed at last.
                            if number() % 4 == 0 {
                                kept += u64::from(cost);
                            } else {
                                BUDGET.deposit(cost);
                            }
                        }
                    }
                    taken.fetch_add(kept, Ordering::Relaxed);
                });
            }
        });
        assert_eq!(
            u64::from(BUDGET.available()),
            1_000_000 - taken.into_inner()
        );
    }

    #[test]
    fn an_empty_bucket_allows_no_extra_retry() {
        let budget = RetryBudget::builder().capacity(10_007).build();
        let granted = AtomicU64::new(0);
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    while budget.withdraw(5) {
                        granted.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
        });
        assert_eq!(granted.into_inner(), 2001);
        assert_eq!(budget.available(), 2);
    }

    #[test]
    fn the_tokens_stay_within_bounds_under_threads() {
        let budget = RetryBudget::builder().capacity(20).build();
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            let users: Vec<_> = (0..4)
                .map(|seed| {
                    let budget = &budget;
                    scope.spawn(move || {
                        let mut number = numbers(seed);
                        for _ in 0..CALLS {
                            let tokens = u32::try_from(number() % 25).unwrap();
                            if number() % 2 == 0 {
                                let _granted = budget.withdraw(tokens);
                            } else {
                                budget.deposit(tokens);
                            }
                        }
                    })
                })
                .collect();
            let watcher = scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    // Above the capacity, the subtraction would overflow.
                    assert!(budget.available() <= 20);
                }
            });
            let ended: Vec<_> = users
                .into_iter()
                .map(thread::ScopedJoinHandle::join)
                .collect();
            done.store(true, Ordering::Relaxed);
            assert!(ended.iter().all(Result::is_ok));
            watcher.join().unwrap();
        });
    }

    /// aws-smithy: all calls of a client share one permit. A call that starts a retry loses the
    /// permit of another call, so the bucket drains although every call succeeds.
    #[test]
    fn overlapping_successes_drain_no_tokens() {
        static BUDGET: RetryBudget = RetryBudget::new();
        let all_have_taken = Barrier::new(8);
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    for _ in 0..100 {
                        let cost = BUDGET.retry_cost();
                        assert!(BUDGET.withdraw(cost));
                        // Every call is now between the start and the end of its retry.
                        all_have_taken.wait();
                        BUDGET.deposit(cost);
                    }
                });
            }
        });
        assert_eq!(BUDGET.available(), BUDGET.capacity());
    }
}

mod async_calls {
    use std::future::{self, Future};
    use std::pin::Pin;
    use std::task::{Context, Poll, Waker};
    use std::time::Duration;

    use retry_runtime::{Policy, retry};

    use super::*;

    #[derive(Clone, Copy)]
    enum Step {
        Fail,
        Throttled,
        Succeed,
        Hang,
    }

    /// The error of an attempt. `Some` is a pushback.
    type Failure = Option<Duration>;
    type Started<'b> = Pin<Box<dyn Future<Output = Result<(), Failure>> + 'b>>;
    type Start = for<'b> fn(&'b RetryBudget, Vec<Step>) -> Started<'b>;

    const LOOPS: [Start; 2] = [
        |budget, steps| Box::pin(inline(budget, steps)),
        |budget, steps| {
            let mut steps = steps.into_iter();
            let attempt = async move || attempt(&mut steps).await;
            let policy = Policy::default();
            Box::pin(async move {
                let retried = policy.retry_async_mut(attempt).budget(budget);
                let retried = retried.retry_after(|failure| *failure);
                retried.sleep(|_| next_poll()).debug().call().await
            })
        },
    ];

    async fn inline(budget: &RetryBudget, steps: Vec<Step>) -> Result<(), Failure> {
        #[retry(budget = budget, retry_after = |failure| *failure, sleep = |_| next_poll())]
        async fn retried(
            budget: &RetryBudget,
            steps: &mut std::vec::IntoIter<Step>,
        ) -> Result<(), Failure> {
            attempt(steps).await
        }
        retried(budget, &mut steps.into_iter()).await
    }

    async fn attempt(steps: &mut std::vec::IntoIter<Step>) -> Result<(), Failure> {
        match steps.next().expect("no further attempt") {
            Step::Fail => Err(None),
            Step::Throttled => Err(Some(Duration::from_millis(1))),
            Step::Succeed => Ok(()),
            Step::Hang => future::pending().await,
        }
    }

    /// A delay that ends at its second poll.
    fn next_poll() -> impl Future<Output = ()> {
        let mut polled = false;
        future::poll_fn(move |_| {
            if std::mem::replace(&mut polled, true) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
    }

    fn poll(call: &mut Started<'_>) -> Poll<Result<(), Failure>> {
        call.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }

    /// Tests the aws-smithy bug in the loops: overlapping calls share a permit, and the bucket
    /// drains.
    #[test]
    fn overlapping_async_calls_that_succeed_drain_no_tokens() {
        for start in LOOPS {
            let budget = RetryBudget::new();
            for _ in 0..100 {
                let once_more = || start(&budget, vec![Step::Fail, Step::Succeed]);
                let mut calls: Vec<_> = (0..10).map(|_| once_more()).collect();
                for call in &mut calls {
                    assert!(poll(call).is_pending());
                }
                assert_eq!(budget.available(), 500 - 10 * 5, "all of them wait");
                for call in &mut calls {
                    assert_eq!(poll(call), Poll::Ready(Ok(())));
                }
                assert_eq!(budget.available(), 500);
            }
        }
    }

    #[test]
    fn async_calls_dropped_during_a_delay_refund_its_tokens() {
        for start in LOOPS {
            let budget = RetryBudget::new();
            let mut call = start(&budget, vec![Step::Fail, Step::Fail]);
            assert!(poll(&mut call).is_pending());
            assert_eq!(budget.available(), 495);
            assert!(poll(&mut call).is_pending());
            assert_eq!(budget.available(), 490);
            drop(call);
            // The first retry was made and failed.
            assert_eq!(budget.available(), 495);
        }
    }

    /// During an outage, outer timeouts drop calls. If a retry that has begun were refunded, the
    /// budget would always stay full.
    #[test]
    fn async_calls_dropped_during_a_retry_have_spent_its_tokens() {
        for start in LOOPS {
            let budget = RetryBudget::new();
            let mut call = start(&budget, vec![Step::Fail, Step::Hang]);
            assert!(poll(&mut call).is_pending());
            assert!(poll(&mut call).is_pending());
            drop(call);
            assert_eq!(budget.available(), 495);
        }
    }

    #[test]
    fn async_calls_that_are_never_polled_cost_no_tokens() {
        for start in LOOPS {
            let budget = RetryBudget::new();
            drop(start(&budget, vec![]));
            assert_eq!(budget.available(), 500);
        }
    }

    #[test]
    fn throttled_calls_pay_the_throttle_cost_and_get_it_refunded() {
        for start in LOOPS {
            let budget = RetryBudget::builder()
                .retry_cost(14)
                .throttle_cost(5)
                .build();
            let steps = vec![Step::Fail, Step::Throttled, Step::Succeed];
            let mut call = start(&budget, steps);
            assert!(poll(&mut call).is_pending());
            assert_eq!(budget.available(), 500 - 14);
            assert!(poll(&mut call).is_pending());
            assert_eq!(budget.available(), 500 - 14 - 5);
            assert_eq!(poll(&mut call), Poll::Ready(Ok(())));
            assert_eq!(budget.available(), 500 - 14);
        }
    }
}
