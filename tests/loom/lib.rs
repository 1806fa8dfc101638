//! The budget's arithmetic, the end of a cooldown, the process-wide settings, and the token that
//! cancels calls, in every interleaving of a few threads, checked by loom. The tests compile the
//! runtime's own files, with loom's atomics and lock in place of the usual ones:
//!
//! ```sh
//! cargo test -p retry-tests-loom
//! ```

#![cfg(test)]

use loom::sync::atomic::{AtomicBool, AtomicU32, AtomicU64};
use loom::sync::{Arc, Condvar, Mutex, MutexGuard, RwLock};
use loom::thread;
use std::sync::PoisonError;
use std::time::Duration;

#[allow(dead_code, reason = "the budget asks for the rate")]
#[path = "../../retry-runtime/src/budget/floor.rs"]
mod floor;
#[path = "../../retry-runtime/src/extra/sites/shared.rs"]
mod shared;
#[allow(unreachable_pub, reason = "it is public in the runtime")]
#[path = "../../retry-runtime/src/cancel/token.rs"]
mod token;
#[path = "../../retry-runtime/src/budget/tokens.rs"]
mod tokens;
#[path = "../../retry-runtime/src/cooldown/until.rs"]
mod until;

use floor::Floor;
use shared::Shared;
use token::{CancelToken, State};
use tokens::Taken;
use until::Until;

fn bucket(taken: u32) -> Arc<Taken> {
    Arc::new(Taken(AtomicU32::new(taken)))
}

/// Runs both functions at once, in every order that their steps can have.
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
fn withdrawals_and_deposits_lose_and_create_no_tokens() {
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
fn a_full_bucket_stays_full_after_deposits() {
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

/// Tests two withdrawals in one millisecond, and a late one.
#[test]
fn each_millisecond_gives_its_tokens_once() {
    loom::model(|| {
        let floor = Arc::new(Floor::new(AtomicU32::new(0), 1000));
        let due = |now, floor: &Arc<Floor>| {
            let floor = Arc::clone(floor);
            move || floor.due(now)
        };
        let (one, other) = both(due(10, &floor), due(10, &floor));
        assert_eq!(one + other, 10);
        let (one, other) = both(due(12, &floor), due(15, &floor));
        assert_eq!(one + other, 5);
        assert_eq!(floor.due(15), 0, "a late thread turns no clock back");
    });
}

/// aws-smithy: overlapping calls share one permit, and the bucket drains.
#[test]
fn overlapping_successful_calls_do_not_drain_the_budget() {
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

/// Checks the interleavings with at most two preemptions. Three threads have too many interleavings
/// to check all.
#[test]
fn three_calls_never_hold_more_than_the_capacity() {
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

fn cooldown(until: u64) -> Arc<Until> {
    Arc::new(Until(AtomicU64::new(until)))
}

#[test]
fn the_later_end_of_two_cooldowns_stays() {
    loom::model(|| {
        let until = cooldown(0);
        let extend = |until: &Arc<Until>, end| {
            let until = Arc::clone(until);
            move || until.extend(end)
        };
        both(extend(&until, 900), extend(&until, 500));
        assert_eq!(until.left(100), 800);
    });
}

#[test]
fn a_call_that_clears_a_past_cooldown_does_not_lose_a_new_one() {
    loom::model(|| {
        let until = cooldown(500);
        let (new, past) = (Arc::clone(&until), Arc::clone(&until));
        let ((), left) = both(move || new.extend(900), move || past.left(600));
        assert!(left == 0 || left == 300, "{left}");
        assert_eq!(until.left(600), 300);
        assert_eq!(until.left(900), 0);
        assert!(until.is_over());
    });
}

/// A shared number; 0 means empty.
fn held(value: u32) -> Arc<Shared<u32>> {
    Arc::new(Shared {
        value: RwLock::new(value),
        any: AtomicBool::new(value != 0),
    })
}

fn set(held: &Arc<Shared<u32>>, value: u32) -> impl FnOnce() + Send + use<> {
    let held = Arc::clone(held);
    move || held.set(value, value != 0)
}

fn seen(held: &Shared<u32>) -> Option<u32> {
    held.read_any(|value| *value)
}

/// Otherwise a call could miss the overrides forever.
#[test]
fn the_last_of_two_concurrent_sets_wins_in_flag_and_value() {
    loom::model(|| {
        let held = held(0);
        both(set(&held, 7), set(&held, 0));
        match held.read(|value| *value) {
            0 => assert_eq!(seen(&held), None),
            value => assert_eq!(seen(&held), Some(value)),
        }
    });
}

#[test]
fn a_reader_that_sees_the_flag_reads_the_whole_value() {
    loom::model(|| {
        let held = held(0);
        let reader = Arc::clone(&held);
        let ((), (first, second)) = both(set(&held, 7), move || (seen(&reader), seen(&reader)));
        assert!(matches!(
            (first, second),
            (None, None | Some(7)) | (Some(7), Some(7))
        ));
        assert_eq!(seen(&held), Some(7), "set on a thread that has ended");
    });
}

#[test]
fn replacing_a_value_leaves_no_gap() {
    loom::model(|| {
        let held = held(3);
        let reader = Arc::clone(&held);
        let ((), (first, second)) = both(set(&held, 7), move || (seen(&reader), seen(&reader)));
        assert!(matches!(
            (first, second),
            (Some(3), Some(3 | 7)) | (Some(7), Some(7))
        ));
    });
}

/// A reader that saw the flag before it was cleared may find no value, but never the old value.
#[test]
fn a_cleared_value_does_not_come_back() {
    loom::model(|| {
        let held = held(3);
        let reader = Arc::clone(&held);
        let ((), (first, second)) = both(set(&held, 0), move || (seen(&reader), seen(&reader)));
        let empty = |seen| matches!(seen, None | Some(0));
        assert!(empty(first) || first == Some(3));
        assert!(empty(second) || first == Some(3) && second == Some(3));
        assert_eq!(seen(&held), None);
    });
}

fn token() -> Arc<CancelToken> {
    Arc::new(CancelToken {
        state: Mutex::new(State::new()),
        cancelled: Condvar::new(),
    })
}

fn cancel(token: &Arc<CancelToken>) -> impl FnOnce() + Send + use<> {
    let token = Arc::clone(token);
    move || token.cancel()
}

/// Loom's clock stands still: a thread that missed the cancel would wait forever.
#[test]
fn a_waiting_thread_is_woken_by_a_cancel() {
    loom::model(|| {
        let token = token();
        let waiting = Arc::clone(&token);
        let hour = Duration::from_secs(3600);
        let ((), end) = both(cancel(&token), move || waiting.sleep(hour));
        assert!(end.is_break());
        assert!(token.is_cancelled());
    });
}

#[test]
fn a_waiting_task_is_woken_by_a_cancel() {
    loom::model(|| {
        let token = token();
        let waiting = Arc::clone(&token);
        both(cancel(&token), move || {
            loom::future::block_on(waiting.cancelled());
        });
    });
}

#[test]
fn a_future_that_is_dropped_during_a_cancel_is_forgotten() {
    loom::model(|| {
        let token = token();
        let waiting = Arc::clone(&token);
        both(cancel(&token), move || {
            let mut cancelled = std::pin::pin!(waiting.cancelled());
            let waker = std::task::Waker::noop();
            let mut context = std::task::Context::from_waker(waker);
            let _polled = cancelled.as_mut().poll(&mut context);
        });
        assert!(token.is_cancelled());
    });
}

/// Checks the interleavings with at most two preemptions, because three threads have too many.
#[test]
fn a_cancel_wakes_every_waiter() {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(2);
    model.check(|| {
        let token = token();
        let sleep = |token: &Arc<CancelToken>| {
            let token = Arc::clone(token);
            move || token.sleep(Duration::from_secs(3600))
        };
        let third = thread::spawn(cancel(&token));
        let (one, other) = both(sleep(&token), sleep(&token));
        third.join().unwrap();
        assert!(one.is_break() && other.is_break());
    });
}
