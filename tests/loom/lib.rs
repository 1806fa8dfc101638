//! The budget's arithmetic in every interleaving of a few threads, by loom. It
//! is the file that the runtime uses, with loom's atomics in place of `core`'s:
//!
//! ```sh
//! cargo test -p retry-loom
//! ```

#![cfg(test)]

use loom::sync::Arc;
use loom::sync::atomic::AtomicU32;
use loom::thread;

#[path = "../../retry-runtime/src/budget/tokens.rs"]
mod tokens;

use tokens::Taken;

fn bucket(taken: u32) -> Arc<Taken> {
    Arc::new(Taken(AtomicU32::new(taken)))
}

/// Runs both at the same time, in every order that their steps can have.
fn both<A, B>(
    one: impl FnOnce() -> A + Send + 'static,
    other: impl FnOnce() -> B + Send + 'static,
) -> (A, B)
where
    A: 'static,
    B: 'static,
{
    let one = thread::spawn(one);
    let other = other();
    (one.join().unwrap(), other)
}

#[test]
fn the_last_tokens_go_to_one_call() {
    loom::model(|| {
        let bucket = bucket(0);
        let take = |bucket: &Arc<Taken>| {
            let bucket = Arc::clone(bucket);
            move || bucket.take(5, 9)
        };
        let (one, other) = both(take(&bucket), take(&bucket));
        assert!(one ^ other, "one of two is refused");
        assert_eq!(bucket.now(), 5);
    });
}

#[test]
fn withdrawals_and_deposits_lose_and_create_nothing() {
    loom::model(|| {
        let bucket = bucket(10);
        let call = |cost, bucket: &Arc<Taken>| {
            let bucket = Arc::clone(bucket);
            move || {
                let granted = bucket.take(cost, 100);
                bucket.give_back(1);
                granted
            }
        };
        let (one, other) = both(call(5, &bucket), call(14, &bucket));
        assert!(one && other);
        assert_eq!(bucket.now(), 10 + 5 + 14 - 2);
    });
}

#[test]
fn a_full_bucket_stays_full_whatever_is_put_in() {
    loom::model(|| {
        let bucket = bucket(3);
        let give = |bucket: &Arc<Taken>| {
            let bucket = Arc::clone(bucket);
            move || bucket.give_back(2)
        };
        both(give(&bucket), give(&bucket));
        assert_eq!(bucket.now(), 0, "3 were taken, 4 given back");
    });
}

/// aws-smithy: calls that overlap share one permit, and it drains.
#[test]
fn calls_that_overlap_and_succeed_drain_nothing() {
    loom::model(|| {
        let bucket = bucket(0);
        let call = |bucket: &Arc<Taken>| {
            let bucket = Arc::clone(bucket);
            move || {
                if bucket.take(5, 10) {
                    bucket.give_back(5);
                }
            }
        };
        both(call(&bucket), call(&bucket));
        assert_eq!(bucket.now(), 0);
    });
}

/// Three threads have too many interleavings to try all: those with at most two
/// preemptions.
#[test]
fn three_calls_never_hold_more_than_there_is() {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(2);
    model.check(|| {
        let bucket = bucket(0);
        let call = |bucket: &Arc<Taken>| {
            let bucket = Arc::clone(bucket);
            move || {
                let granted = bucket.take(5, 12);
                assert!(bucket.now() <= 12);
                granted
            }
        };
        let third = thread::spawn(call(&bucket));
        let (one, other) = both(call(&bucket), call(&bucket));
        let granted = [one, other, third.join().unwrap()];
        assert_eq!(granted.iter().filter(|granted| **granted).count(), 2);
        assert_eq!(bucket.now(), 10, "12 tokens pay for two");
    });
}
