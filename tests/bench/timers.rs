//! The real length of a delay, compared with the requested length.

#[allow(dead_code, reason = "not all of them read what is committed")]
mod table;

use std::time::{Duration, Instant};

use retry_runtime::{Policy, retry};
use serde_json::json;
use table::{Done, Table, rounded};

/// The number of delays of each length.
const REPEATED: u32 = 40;

fn main() -> Done {
    let mut table = Table::new(
        "timers",
        &[
            ("delay, ms", None),
            ("waits by", None),
            ("median late, us", None),
            ("95 % late, us", None),
            ("early", None),
        ],
    );
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    for millis in [1, 10, 50] {
        let delay = Duration::from_millis(millis);
        let policy = Policy::builder().max(1).base_delay(delay).build();
        let mut timed = |name: &str, wait: &mut dyn FnMut()| {
            let mut late: Vec<_> = (0..REPEATED)
                .map(|_| {
                    let start = Instant::now();
                    wait();
                    start.elapsed().as_secs_f64() - delay.as_secs_f64()
                })
                .collect();
            late.sort_by(f64::total_cmp);
            let micros = |late: f64| rounded(late * 1e6, 0);
            let early = late.iter().filter(|late| **late < 0.0).count();
            table.row(vec![
                json!(millis),
                json!(name),
                micros(late[late.len() / 2]),
                micros(late[late.len() * 95 / 100]),
                json!(early),
            ]);
        };
        timed("std::thread::sleep", &mut || std::thread::sleep(delay));
        timed("#[retry]", &mut || assert!(blocking(policy).is_none()));
        timed("tokio::time::sleep", &mut || {
            runtime.block_on(async { tokio::time::sleep(delay).await });
        });
        timed("#[retry], async", &mut || {
            assert!(runtime.block_on(asynchronous(policy)).is_none());
        });
    }
    table.write()
}

#[retry(policy = policy)]
fn blocking(policy: Policy) -> Option<()> {
    None
}

#[retry(policy = policy)]
async fn asynchronous(policy: Policy) -> Option<()> {
    None
}
