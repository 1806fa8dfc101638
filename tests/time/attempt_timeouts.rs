//! `attempt_timeout` in both async loops, under tokio's paused clock, which counts in
//! milliseconds.

use crate::support;

use std::time::Duration;

use retry_runtime::{AttemptTimeout, Policy, Report, retry};
use support::block_on;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Failed {
    TooLong(AttemptTimeout),
    Refused,
}

impl From<AttemptTimeout> for Failed {
    fn from(timeout: AttemptTimeout) -> Self {
        Self::TooLong(timeout)
    }
}

/// An attempt that takes the given milliseconds.
async fn work(takes: &[u64], attempts: &mut usize) -> Result<usize, Failed> {
    let takes = takes[*attempts];
    *attempts += 1;
    tokio::time::sleep(Duration::from_millis(takes)).await;
    if takes == 7 {
        Err(Failed::Refused)
    } else {
        Ok(*attempts)
    }
}

#[retry(max = 2, attempt_timeout = "50ms", observe = report)]
async fn inline(takes: &[u64], attempts: &mut usize, report: &mut Report) -> Result<usize, Failed> {
    work(takes, attempts).await
}

async fn closure(
    takes: &[u64],
    attempts: &mut usize,
    report: &mut Report,
) -> Result<usize, Failed> {
    let policy = Policy::builder().max(2).build();
    let retried = policy.retry_async_mut(async || work(takes, attempts).await);
    let retried = retried.attempt_timeout(Duration::from_millis(50)).debug();
    retried.observe(report).call().await
}

#[test]
fn attempt_timeouts_are_equal_in_both_async_loops() {
    let limit = Duration::from_millis(50);
    for (takes, expected, lasted) in [
        ([1, 0, 0], Ok(1), 1),
        ([60, 1, 0], Ok(2), 50 + 100 + 1),
        // The attempt is polled before its timer.
        ([50, 1, 0], Ok(1), 50),
        ([60, 60, 1], Ok(3), 50 + 100 + 50 + 200 + 1),
        ([60, 7, 7], Err(None), 50 + 100 + 7 + 200 + 7),
        ([7, 7, 60], Err(Some(limit)), 7 + 100 + 7 + 200 + 50),
    ] {
        let mut reports = [Report::new(), Report::new()];
        for (place, report) in reports.iter_mut().enumerate() {
            let mut attempts = 0;
            let (outcome, total) = block_on(async {
                let start = tokio::time::Instant::now();
                let outcome = match place {
                    0 => inline(&takes, &mut attempts, report).await,
                    _ => closure(&takes, &mut attempts, report).await,
                };
                (outcome, start.elapsed())
            });
            match (outcome, expected) {
                (Ok(attempt), Ok(expected)) => assert_eq!(attempt, expected),
                (Err(Failed::Refused), Err(None)) => {}
                (Err(Failed::TooLong(timeout)), Err(Some(limit))) => {
                    assert_eq!(timeout.limit(), limit);
                }
                (outcome, _) => panic!("{takes:?}: {outcome:?}"),
            }
            let lasted = Duration::from_millis(lasted);
            assert!(
                total >= lasted && total <= lasted + Duration::from_millis(6),
                "{takes:?}"
            );
        }
        assert_eq!(reports[0], reports[1]);
    }
}

#[test]
#[should_panic(expected = "`attempt_timeout` must be greater than zero, for example `2s`")]
fn a_closure_refuses_a_timeout_of_zero() {
    let policy = Policy::default();
    let call = policy.retry_async(async || Ok::<_, Failed>(1));
    drop(call.attempt_timeout(Duration::ZERO));
}
