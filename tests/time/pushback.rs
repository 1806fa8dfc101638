//! Pushback, the delay that a server asks for: regression tests against bugs of other retry
//! systems.

use crate::support;

use std::time::Duration;

use retry_runtime::testing::VirtualTime;
use retry_runtime::{Cooldown, Jitter, Policy, Verdict, retry};
use support::{block_on, millis, nap, naps};

const ASKED: Duration = Duration::from_millis(300);

/// In backon, a hint overrides exhaustion: 5,000 calls were made with 3 allowed.
#[test]
fn pushback_does_not_override_max_retries() {
    #[retry(max = 2, classify = |()| Verdict::RetryAfter(ASKED), sleep = nap)]
    fn call(calls: &mut u32) -> Result<(), ()> {
        *calls += 1;
        Err(())
    }

    let mut calls = 0;
    assert_eq!(call(&mut calls), Err(()));
    assert_eq!((calls, naps()), (3, vec![ASKED; 2]));
}

/// In backon, a hint of 0 retries in a hot loop.
#[test]
fn zero_pushback_keeps_the_delay_of_the_policy() {
    let policy = Policy::builder().max(3);
    for policy in [policy, policy.jitter(Jitter::Full).seed(1)] {
        let policy = policy.build();
        let call = policy.retry(|| Err::<(), _>(()));
        let call = call.retry_after(|()| Some(Duration::ZERO)).sleep(nap);
        assert_eq!(call.debug().call(), Err(()));
        let naps = naps();
        assert_eq!(naps.len(), 3);
        assert!(
            naps.iter().all(|nap| *nap > Duration::from_micros(1)),
            "{naps:?}"
        );
    }
}

/// In backoff, a hint skips the limit of the elapsed time.
#[test]
fn pushback_does_not_skip_max_elapsed() {
    let policy = Policy::builder().max_elapsed(Duration::from_millis(299));
    let policy = policy.build();
    let call = policy.retry(|| Err::<(), _>(()));
    let call = call.retry_after(|()| Some(ASKED)).sleep(nap);
    assert_eq!(call.debug().call(), Err(()));
    assert_eq!(naps(), []);
}

/// The default cap of 30 s ends a call if the server asks for 60 s.
#[test]
fn a_retry_after_of_a_minute_needs_max_pushback() {
    const MINUTE: Duration = Duration::from_secs(60);

    #[retry(max = 1, retry_after = |()| Some(MINUTE), sleep = nap)]
    fn capped() -> Result<(), ()> {
        Err(())
    }

    #[retry(max = 3, max_pushback = "2m", classify = |asked| Verdict::RetryAfter(*asked), sleep = nap)]
    fn patient(asked: Duration) -> Result<(), Duration> {
        Err(asked)
    }

    assert_eq!((capped(), naps()), (Err(()), vec![]));
    assert_eq!(patient(MINUTE), Err(MINUTE));
    assert_eq!(naps(), [MINUTE; 3]);
    let two = MINUTE * 2;
    assert_eq!(patient(two), Err(two));
    assert_eq!(naps(), [two; 3]);
    let more = two + Duration::from_nanos(1);
    assert_eq!((patient(more), naps()), (Err(more), vec![]));
}

/// With jitter, both delays are added. The sum is never above the cap of pushback and never below
/// either delay.
#[test]
fn the_sum_of_pushback_and_jitter_is_within_max_pushback() {
    let policy = Policy::builder().max(50).jitter(Jitter::Full).seed(3);
    let policy = policy.max_delay(Duration::from_millis(400));
    for (max_pushback, asked) in [(500, 300), (400, 399), (350, 350), (20, 10), (1, 1)] {
        let (cap, asked) = (
            Duration::from_millis(max_pushback),
            Duration::from_millis(asked),
        );
        let policy = policy.max_pushback(cap).build();
        let call = policy.retry(|| Err::<(), _>(()));
        assert_eq!(
            call.retry_after(|()| Some(asked)).sleep(nap).debug().call(),
            Err(())
        );
        let naps = naps();
        assert_eq!(naps.len(), 50);
        for (nap, own) in naps.into_iter().zip(policy.delays()) {
            assert_eq!(nap, (own + asked).min(cap).max(own));
            assert!(nap >= asked && nap <= cap.max(policy.max_delay()));
        }
    }
}

/// tokio-retry2 ignores the hint.
#[test]
fn pushback_is_not_ignored() {
    let policy = Policy::default();
    let call = policy.retry(|| Err::<(), _>(()));
    assert_eq!(
        call.retry_after(|()| Some(ASKED)).sleep(nap).debug().call(),
        Err(())
    );
    assert_eq!(naps(), millis([300, 300, 400]));
}

#[test]
fn a_cooldown_of_one_virtual_clock_outlives_that_of_another() {
    static SHARED: Cooldown = Cooldown::new();
    let seconds = Duration::from_secs;
    let outer = VirtualTime::start();
    SHARED.begin(seconds(10));
    let inner = VirtualTime::start();
    assert_eq!(SHARED.time_left(), seconds(0));
    SHARED.begin(seconds(60));
    drop(inner);
    outer.advance(seconds(1));
    assert_eq!(SHARED.time_left(), seconds(9));
    drop(outer);
    assert_eq!(SHARED.time_left(), seconds(0));
}

/// A hundred calls, 10 ms apart, to a server that refuses for 5 s. An answer takes 20 ms.
mod a_hundred_callers {
    use std::cell::RefCell;

    use futures::future::join_all;
    use tokio::time::{Instant, sleep};

    use super::*;

    const BAN: Duration = Duration::from_secs(5);
    const ANSWER: Duration = Duration::from_millis(20);

    /// The time of each request. The calls share a cooldown, or each has its own.
    fn requests(shared: Option<&Cooldown>) -> Vec<Duration> {
        let policy = Policy::builder().max(5).jitter(Jitter::Full);
        let policy = policy.base_delay(Duration::from_secs(1)).build();
        block_on(async {
            let start = Instant::now();
            let requests = RefCell::new(Vec::new());
            let request = async || {
                let now = start.elapsed();
                requests.borrow_mut().push(now);
                sleep(ANSWER).await;
                match BAN.saturating_sub(now) {
                    Duration::ZERO => Ok(()),
                    left => Err(left),
                }
            };
            let calls = (0..100).map(async |caller| {
                let own = Cooldown::new();
                sleep(caller * Duration::from_millis(10)).await;
                let call = policy.retry_async(&request);
                let call = call.retry_after(|wait| Some(*wait)).debug();
                call.cooldown(shared.unwrap_or(&own)).call().await
            });
            let outcomes = join_all(calls).await;
            assert_eq!(outcomes, [Ok(()); 100]);
            requests.into_inner()
        })
    }

    fn early(requests: &[Duration]) -> usize {
        requests.iter().filter(|time| **time < BAN).count()
    }

    #[test]
    fn a_shared_cooldown_holds_back_nearly_all_callers() {
        let requests = requests(Some(&Cooldown::new()));
        let early = early(&requests);
        assert!(early <= 3, "{early} requests during the ban");
        assert_eq!(requests.len(), early + 100, "none in vain afterwards");
        // The requests are spread over the second after the cooldown.
        let tenth = Duration::from_millis(100);
        for from in (0..10).map(|part| BAN + part * tenth) {
            let in_part = |time: &&Duration| (from..from + tenth).contains(*time);
            assert!(requests.iter().filter(in_part).count() <= 30);
        }
    }

    /// The clock of another test may have advanced before it was read first.
    #[test]
    fn a_clock_may_be_behind_that_of_another_test() {
        let minute = Duration::from_secs(60);
        block_on(async {
            sleep(minute).await;
            Cooldown::new().begin(minute);
        });
        block_on(async {
            let cooldown = Cooldown::new();
            cooldown.begin(minute);
            sleep(minute).await;
            assert_eq!(cooldown.time_left(), Duration::ZERO);
        });
    }

    #[test]
    fn without_a_shared_cooldown_each_caller_is_refused() {
        assert_eq!(early(&requests(None)), 100);
    }
}

/// A cooldown of 5 s, and a call that may take 2 s.
#[test]
fn a_wait_for_a_cooldown_asks_a_curve_once() {
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

    static ASKED: AtomicU32 = AtomicU32::new(0);

    fn curve(_: u32) -> Duration {
        ASKED.fetch_add(1, Relaxed);
        Duration::from_secs(1)
    }

    #[retry(backoff = curve, jitter, cooldown = cooldown)]
    fn call(cooldown: &Cooldown) -> Option<()> {
        Some(())
    }

    let (_clock, cooldown) = (VirtualTime::start(), Cooldown::new());
    cooldown.begin(Duration::from_secs(5));
    assert_eq!((call(&cooldown), ASKED.load(Relaxed)), (Some(()), 1));
}

#[test]
fn a_limit_of_the_call_ends_the_wait_for_a_cooldown_and_the_attempt_after_it() {
    use retry_runtime::{Reason, Report};

    #[retry(cooldown = cooldown, call_timeout = "2s", observe = report)]
    async fn annotated(
        cooldown: &Cooldown,
        attempts: &mut u32,
        report: &mut Report,
    ) -> std::io::Result<()> {
        tokio::task::yield_now().await;
        *attempts += 1;
        Ok(())
    }

    async fn closure(
        cooldown: &Cooldown,
        attempts: &mut u32,
        report: &mut Report,
    ) -> std::io::Result<()> {
        let policy = Policy::default();
        let call = policy.retry_async_mut(async || {
            tokio::task::yield_now().await;
            *attempts += 1;
            Ok(())
        });
        let call = call.cooldown(cooldown).call_timeout(Duration::from_secs(2));
        call.observe(report).call().await
    }

    for is_annotated in [true, false] {
        let clock = VirtualTime::start();
        let (cooldown, mut attempts, mut report) = (Cooldown::new(), 0, Report::new());
        cooldown.begin(Duration::from_secs(5));
        let outcome = if is_annotated {
            block_on(annotated(&cooldown, &mut attempts, &mut report))
        } else {
            block_on(closure(&cooldown, &mut attempts, &mut report))
        };
        assert_eq!(outcome.unwrap_err().kind(), std::io::ErrorKind::TimedOut);
        assert_eq!((attempts, clock.elapsed()), (0, Duration::from_secs(2)));
        assert_eq!(report.reason, Some(Reason::DeadlineExceeded));
    }
}
