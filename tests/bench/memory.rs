//! The allocations of a call, and the memory of a call that waits.

#[allow(dead_code, reason = "other benchmarks measure more of them")]
mod contenders;
#[allow(dead_code, reason = "not all of them read what is committed")]
mod table;

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Waker};

use allocation_counter::measure;
use contenders::Outcome;
use serde_json::json;
use table::{Done, Table};

fn main() -> Done {
    let mut table = Table::new(
        "allocations",
        &[
            ("", None),
            ("success", None),
            ("async success", None),
            ("3 failures", None),
        ],
    );
    for contender in contenders::all() {
        let allocations = |call: Option<contenders::Call>, failures| {
            json!(call.map(|call| {
                // The first call initializes the thread-locals.
                drop(call(&Cell::new(failures)));
                measure(|| drop(call(&Cell::new(failures)))).count_total
            }))
        };
        let three = contender
            .blocking
            .filter(|_| contender.name != "plain call");
        table.row(vec![
            json!(contender.name),
            allocations(contender.blocking, 0),
            allocations(contender.asynchronous, 0),
            allocations(three, 3),
        ]);
    }
    table.write()?;

    let mut table = Table::new(
        "waiting",
        &[
            ("calls that wait", None),
            ("bytes each, loop by hand", None),
            ("bytes each, #[retry]", None),
        ],
    );
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()?;
    for calls in [1, 10, 100, 1000, 10_000, 100_000] {
        let by_hand = runtime.block_on(async { bytes_each(calls, by_hand) });
        let annotated = runtime.block_on(async { bytes_each(calls, annotated) });
        table.row(vec![json!(calls), json!(by_hand), json!(annotated)]);
    }
    table.write()
}

type Waiting = Pin<Box<dyn Future<Output = Outcome>>>;

/// The heap bytes of a call that waits: its future, and the allocations of its timer.
fn bytes_each<F: Future<Output = Outcome> + 'static>(calls: usize, call: fn() -> F) -> usize {
    let mut waiting: Vec<Waiting> = Vec::new();
    waiting.reserve_exact(calls);
    let allocated = measure(|| {
        for _ in 0..calls {
            let mut call: Waiting = Box::pin(call());
            let poll = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            assert!(poll.is_pending(), "it waits");
            waiting.push(call);
        }
    });
    usize::try_from(allocated.bytes_current).expect("they are alive") / calls
}

async fn by_hand() -> Outcome {
    let failures = Cell::new(u32::MAX);
    contenders::by_hand::asynchronous(&failures).await
}

async fn annotated() -> Outcome {
    let failures = Cell::new(u32::MAX);
    contenders::annotated::asynchronous(&failures).await
}
