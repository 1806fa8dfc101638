//! What a call allocates, and what a call that waits occupies.

mod contenders;
mod table;

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Waker};

use allocation_counter::measure;
use contenders::{Failure, Outcome};
use retry_runtime::retry;
use table::{Done, Table, cell};

fn main() -> Done {
    let mut table = Table::new(
        "allocations",
        &["contender", "success", "async success", "3 failures"],
    );
    for contender in contenders::all() {
        let allocations = |call: Option<fn(&Cell<u32>) -> Outcome>, failures| {
            cell(call.map(|call| {
                // The first call starts what a thread starts once.
                drop(call(&Cell::new(failures)));
                measure(|| drop(call(&Cell::new(failures)))).count_total
            }))
        };
        let three = contender.blocking.filter(|_| contender.name != "plain call");
        table.row(vec![
            contender.name.to_owned(),
            allocations(contender.blocking, 0),
            allocations(contender.asynchronous, 0),
            allocations(three, 3),
        ]);
    }
    table.write()?;

    let mut table = Table::new(
        "waiting",
        &["calls that wait", "bytes each, loop by hand", "bytes each, #[retry]"],
    );
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()?;
    for calls in [1, 10, 100, 1000, 10_000, 100_000] {
        let by_hand = runtime.block_on(async { bytes_each(calls, by_hand) });
        let annotated = runtime.block_on(async { bytes_each(calls, annotated) });
        let row = [calls.to_string(), by_hand.to_string(), annotated.to_string()];
        table.row(row.into());
    }
    table.write()
}

/// The heap of a call that waits: its future, and what its timer allocates.
fn bytes_each<F: Future<Output = Result<u64, Failure>> + 'static>(
    calls: usize,
    call: fn() -> F,
) -> usize {
    let mut waiting: Vec<Pin<Box<dyn Future<Output = Result<u64, Failure>>>>> = Vec::new();
    waiting.reserve_exact(calls);
    let allocated = measure(|| {
        for _ in 0..calls {
            let mut call: Pin<Box<dyn Future<Output = _>>> = Box::pin(call());
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

#[retry(jitter)]
async fn annotated() -> Outcome {
    Err(Failure::new())
}
