//! How cost grows with the number of retries, and with the threads that share a
//! budget.

mod table;

use std::hint::black_box;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use retry_runtime::{RetryBudget, retry};
use table::{Done, Table};

fn main() -> Done {
    let mut table = Table::new("retries", &["retries in one call", "ns each"]);
    for retries in [1, 10, 100, 1000, 10_000, 100_000, 1_000_000] {
        // Repeated, so that what is short is measured too.
        let repeated = (1_000_000 / retries).max(1);
        let start = Instant::now();
        for _ in 0..repeated {
            let mut left = retries;
            assert!(fails(&mut left).is_some());
        }
        let each = start.elapsed().as_secs_f64() / f64::from(retries) / f64::from(repeated);
        table.row(vec![retries.to_string(), format!("{:.1}", each * 1e9)]);
    }
    table.write()?;

    let mut table = Table::new(
        "threads",
        &[
            "threads on one budget",
            "ns a success, budget full",
            "ns a call that retries once",
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
            threads.to_string(),
            format!("{success:.1}"),
            format!("{retried:.1}"),
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

/// Fails as often as there are failures left.
fn attempt(failures: &mut u32) -> Option<()> {
    match black_box(*failures) {
        0 => Some(()),
        left => {
            *failures = left - 1;
            None
        }
    }
}

/// The nanoseconds that a call takes where so many threads call at once: the
/// time that passes, times the processors that work, by the calls of all.
fn together(threads: u32, call: fn()) -> f64 {
    const CALLS: u32 = 400_000;
    let barrier = Barrier::new(threads as usize + 1);
    let calls = CALLS / threads;
    let elapsed = thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                barrier.wait();
                for _ in 0..calls {
                    call();
                }
            });
        }
        barrier.wait();
        Instant::now()
    })
    .elapsed();
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let working = f64::from(threads).min(u32::try_from(processors).map_or(1.0, f64::from));
    elapsed.as_secs_f64() * 1e9 * working / f64::from(calls * threads)
}
