//! `max_elapsed` in both async loops, under tokio's paused clock, which counts in milliseconds. One
//! test is about blocking calls, which read a clock.

use crate::support;

use std::time::Duration;

use retry_runtime::testing::VirtualTime;
use retry_runtime::{Event, Policy, retry};
use support::{block_on, millis, nap_async, naps};

/// The delays, and the time from the call to its return.
fn timed(policy: Policy, attempt: Duration) -> [(Vec<Duration>, Duration); 2] {
    #[retry(policy = policy, sleep = nap_async)]
    async fn inline(policy: Policy, attempt: Duration) -> Option<()> {
        tokio::time::sleep(attempt).await;
        None
    }

    let closure = async |policy: Policy, attempt| {
        let retried = policy.retry_async(async || {
            tokio::time::sleep(attempt).await;
            None::<()>
        });
        retried.sleep(nap_async).call().await
    };
    block_on(async {
        let start = tokio::time::Instant::now();
        assert_eq!(inline(policy, attempt).await, None);
        let first = (naps(), start.elapsed());
        let start = tokio::time::Instant::now();
        assert_eq!(closure(policy, attempt).await, None);
        [first, (naps(), start.elapsed())]
    })
}

#[test]
fn no_delay_ends_after_max_elapsed() {
    let policy = |limit| {
        Policy::builder()
            .max(5)
            .factor(1.0)
            .max_elapsed(Duration::from_millis(limit))
            .build()
    };
    for (limit, attempt, retries) in [
        // A delay that ends exactly at the limit is made.
        (500, 0, 5),
        (499, 0, 4),
        (300, 0, 3),
        (101, 0, 1),
        // Attempts take time too: 40 + 100 + 40 + 100 + 40 …
        (280, 40, 2),
        (279, 40, 1),
        (101, 40, 0),
    ] {
        let attempt = Duration::from_millis(attempt);
        for (delays, total) in timed(policy(limit), attempt) {
            assert_eq!(delays, vec![Duration::from_millis(100); retries], "{limit}");
            let retries = u32::try_from(retries).unwrap();
            let lasted = attempt * (retries + 1) + Duration::from_millis(100) * retries;
            // tokio's timer rounds up to the next millisecond.
            assert!(total >= lasted && total <= lasted + Duration::from_millis(12));
        }
    }
}

/// In stamina, a limit of 0.5 s returned after 1.8 s, because it checks the limit only after the
/// sleep.
#[test]
fn no_delay_is_made_past_a_limit_of_half_a_second() {
    let limit = Duration::from_millis(500);
    let policy = Policy::builder().max(10).max_elapsed(limit).build();
    for (delays, total) in timed(policy, Duration::ZERO) {
        assert_eq!(delays, millis([100, 200]));
        assert!(total <= limit);
    }
}

/// Real time in a blocking call, so only a lower bound is checked.
#[test]
fn a_blocking_call_reads_the_clock() {
    #[retry(max = unlimited, base_delay = "1ms", factor = 1, max_elapsed = "20ms")]
    fn inline() -> Option<()> {
        None
    }

    let start = std::time::Instant::now();
    let policy: Policy = "max = unlimited, base_delay = 1ms, factor = 1, max_elapsed = 20ms"
        .parse()
        .unwrap();
    // The calls must return. At most 20 delays fit.
    let mut delays = 0;
    assert_eq!(inline(), None);
    assert_eq!(
        policy.retry(|| None::<()>).on_retry(|_| delays += 1).call(),
        None
    );
    assert!(delays <= 20);
    assert!(start.elapsed() >= Duration::from_millis(1));
}

/// The observer runs after the clock is read and before the delay.
#[test]
fn the_time_of_a_slow_observer_counts_from_the_next_failure_on() {
    let clock = VirtualTime::start();
    let slow = |event: &Event<'_>| {
        if matches!(event, Event::Retry { .. }) {
            clock.advance(Duration::from_secs(20));
        }
    };
    let mut starts = Vec::new();
    let policy: Policy = "max = unlimited, base_delay = 1s, max_elapsed = 10s"
        .parse()
        .unwrap();
    let call = policy.retry(|| {
        starts.push(clock.elapsed());
        None::<()>
    });
    assert_eq!(call.observe_fn(slow).call(), None);
    assert_eq!(starts, [0, 21].map(Duration::from_secs));
}
