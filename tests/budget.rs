//! `RetryBudget`: its rules, and its arithmetic under threads. What it makes of
//! calls is for the tests of the loops to say.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use retry_runtime::{BudgetBuilder, RetryBudget};

mod rules {
    use super::*;

    fn limits(builder: BudgetBuilder) -> [u32; 4] {
        let budget = builder.build();
        assert_eq!(budget.available(), budget.capacity(), "full at first");
        [
            budget.capacity(),
            budget.retry_cost(),
            budget.throttle_cost(),
            budget.refund(),
        ]
    }

    #[test]
    fn a_default_gives_way_to_what_is_written() {
        let new = RetryBudget::builder;
        assert_eq!(limits(new()), [500, 5, 5, 1]);
        assert_eq!(limits(new().capacity(3)), [3, 3, 3, 1]);
        assert_eq!(limits(new().retry_cost(14)), [500, 14, 14, 1]);
        assert_eq!(limits(new().retry_cost(600)), [600, 600, 600, 1]);
        assert_eq!(limits(new().throttle_cost(600)), [600, 5, 600, 1]);
        assert_eq!(limits(new().throttle_cost(0)), [500, 5, 0, 1]);
        assert_eq!(limits(new().refund(u32::MAX)), [500, 5, 5, u32::MAX]);
        assert_eq!(
            limits(new().capacity(u32::MAX).retry_cost(u32::MAX)),
            [u32::MAX, u32::MAX, u32::MAX, 1]
        );
    }

    #[test]
    fn each_broken_rule_names_its_argument() {
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
                new().refund(0),
                "refund",
                "`refund` must be at least 1: an empty budget would stay empty for ever (got 0)",
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
        }
    }
}

mod one_thread {
    use super::*;

    #[test]
    fn a_withdrawal_is_whole_or_nothing() {
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

    /// A sequence that no two threads share (Knuth's MMIX generator).
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
    fn what_was_taken_and_not_given_back_is_what_is_missing() {
        static BUDGET: RetryBudget = RetryBudget::builder().capacity(1_000_000).build();
        // Half the capacity is taken first, so that no deposit is cut off at a
        // full bucket and every token can be accounted for.
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
                            // Three of four calls succeed in the end.
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
    fn an_empty_bucket_pays_for_no_retry_too_many() {
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
    fn the_tokens_stay_within_bounds_while_others_use_them() {
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
                    // Above the capacity, the subtraction would overflow too.
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

    /// aws-smithy: one permit slot is shared by the calls of a client, so a call
    /// that starts a retry forgets the permit of another, and the bucket drains
    /// though every call succeeds.
    #[test]
    fn overlapping_calls_that_all_succeed_drain_nothing() {
        static BUDGET: RetryBudget = RetryBudget::new();
        let all_have_taken = Barrier::new(8);
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    for _ in 0..100 {
                        let cost = BUDGET.retry_cost();
                        assert!(BUDGET.withdraw(cost));
                        // Every call is now between its retry's start and end.
                        all_have_taken.wait();
                        BUDGET.deposit(cost);
                    }
                });
            }
        });
        assert_eq!(BUDGET.available(), BUDGET.capacity());
    }
}
