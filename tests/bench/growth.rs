//! The growth of cost with the number of retries, and with the number of threads that share a
//! budget.

#[allow(dead_code, reason = "not all of them read what is committed")]
mod table;

use std::hint::black_box;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use retry_runtime::{RetryBudget, retry};
use serde_json::json;
use table::{Done, Table, rounded};

fn main() -> Done {
    let mut table = Table::new(
        "retries",
        &[("retries in one call", None), ("ns each", None)],
    );
    for retries in [1, 10, 100, 1000, 10_000, 100_000, 1_000_000] {
        // Repeated, because one short call can't be measured.
        let repeated = (1_000_000 / retries).max(1);
        let start = Instant::now();
        for _ in 0..repeated {
            let mut left = retries;
            assert!(fails(&mut left).is_some());
        }
        let each = start.elapsed().as_secs_f64() / f64::from(retries) / f64::from(repeated);
        table.row(vec![json!(retries), rounded(each * 1e9, 1)]);
    }
    table.write()?;

    let mut table = Table::new(
        "threads",
        &[
            ("threads on one budget", None),
            ("ns a success, budget full", None),
            ("ns a call that retries once", None),
        ],
    );
    for threads in [1, 2, 4, 8, 16] {
        let success = together(threads, || {
            black_box(budgeted(&mut 0));
        });
        let retried = together(threads, || {
            black_box(budgeted(&mut 1));
        });
        table.row(vec![
            json!(threads),
            rounded(success, 1),
            rounded(retried, 1),
        ]);
    }
    table.write()
}

fn no_wait(_: Duration) {}

#[retry(max = unlimited, jitter, sleep = no_wait)]
fn fails(failures: &mut u32) -> Option<()> {
    attempt(failures)
}

static BUDGET: RetryBudget = RetryBudget::builder().capacity(1_000_000).build();

#[retry(budget = BUDGET, sleep = no_wait)]
fn budgeted(failures: &mut u32) -> Option<()> {
    attempt(failures)
}

/// Fails as long as failures are left.
fn attempt(failures: &mut u32) -> Option<()> {
    match black_box(*failures) {
        0 => Some(()),
        left => {
            *failures = left - 1;
            None
        }
    }
}

/// The nanoseconds of a call when this many threads call at once: the time from the first start to
/// the last end, times the number of busy processors, divided by the number of all calls.
fn together(threads: u32, call: fn()) -> f64 {
    const CALLS: u32 = 4_000_000;
    let barrier = Barrier::new(threads as usize);
    let calls = CALLS / threads;
    let work = || {
        barrier.wait();
        let start = Instant::now();
        for _ in 0..calls {
            call();
        }
        (start, Instant::now())
    };
    let times: Vec<_> = thread::scope(|scope| {
        let working: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let done = working
            .into_iter()
            .map(|thread| thread.join().expect("no panic"));
        done.collect()
    });
    let start = times.iter().map(|(start, _)| *start).min();
    let end = times.iter().map(|(_, end)| *end).max();
    let elapsed = end
        .zip(start)
        .map(|(end, start)| end - start)
        .expect("threads");
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let working = f64::from(threads).min(u32::try_from(processors).map_or(1.0, f64::from));
    elapsed.as_secs_f64() * 1e9 * working / f64::from(calls * threads)
}
