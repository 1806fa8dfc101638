//! What the server asks for: bugs that other retry systems have with it.

use crate::support;

use std::time::Duration;

use retry_runtime::{Jitter, Policy, Verdict, retry};
use support::{millis, nap, naps};

const ASKED: Duration = Duration::from_millis(300);

/// A hint overrides exhaustion: 5,000 calls where 3 were allowed.
#[test]
fn backon_retries_for_ever_on_a_hint() {
    #[retry(max = 2, classify = |()| Verdict::RetryAfter(ASKED), sleep = nap)]
    fn call(calls: &mut u32) -> Result<(), ()> {
        *calls += 1;
        Err(())
    }

    let mut calls = 0;
    assert_eq!(call(&mut calls), Err(()));
    assert_eq!((calls, naps()), (3, vec![ASKED; 2]));
}

/// A hint of 0 loops hot.
#[test]
fn backon_loops_hot_on_a_hint_of_nothing() {
    let policy = Policy::builder().max(3);
    for policy in [policy, policy.jitter(Jitter::Full).seed(1)] {
        let call = policy.build().retry(|| Err::<(), _>(()));
        let call = call.retry_after(|()| Some(Duration::ZERO)).sleep(nap);
        assert_eq!(call.call(), Err(()));
        let naps = naps();
        assert_eq!(naps.len(), 3);
        assert!(
            naps.iter().all(|nap| *nap > Duration::from_micros(1)),
            "{naps:?}"
        );
    }
}

/// A hint skips the limit of the elapsed time.
#[test]
fn backoff_skips_its_time_limit_on_a_hint() {
    let policy = Policy::builder().max_elapsed(Duration::from_millis(299));
    let call = policy.build().retry(|| Err::<(), _>(()));
    let call = call.retry_after(|()| Some(ASKED)).sleep(nap);
    assert_eq!(call.call(), Err(()));
    assert_eq!(naps(), []);
}

/// The hint is ignored.
#[test]
fn tokio_retry2_ignores_the_hint() {
    let call = Policy::default().retry(|| Err::<(), _>(()));
    assert_eq!(
        call.retry_after(|()| Some(ASKED)).sleep(nap).call(),
        Err(())
    );
    assert_eq!(naps(), millis([300, 300, 400]));
}
