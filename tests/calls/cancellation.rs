//! Dropped calls: no other attempt is made. The state of the call at the drop decides whether its
//! tokens are given back.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use retry_runtime::{Policy, Report, RetryBudget, Status, retry, sites};
use tokio::time::{sleep, timeout};

/// The length of an attempt and of a delay.
const SECOND: Duration = Duration::from_secs(1);

#[retry(max = 9, backoff = constant, base_delay = "1s", budget = budget, observe = report)]
async fn annotated(attempts: &Cell<u32>, budget: &RetryBudget, report: &mut Report) -> Option<()> {
    attempts.set(attempts.get() + 1);
    sleep(SECOND).await;
    None
}

async fn closure(attempts: &Cell<u32>, budget: &RetryBudget, report: &mut Report) -> Option<()> {
    let policy: Policy = "max = 9, backoff = constant, base_delay = 1s"
        .parse()
        .unwrap();
    policy
        .retry_async_mut(async || {
            attempts.set(attempts.get() + 1);
            sleep(SECOND).await;
            None
        })
        .budget(budget)
        .observe(report)
        .call()
        .await
}

struct After {
    attempts: u32,
    tokens: u32,
    reported: u32,
}

/// Drops both kinds of call after the given number of half seconds.
async fn dropped_after(half_seconds: u32, expected: After) {
    let after = SECOND / 2 * half_seconds;
    let check = |attempts: &Cell<u32>, budget: &RetryBudget, report: &Report| {
        assert_eq!(attempts.get(), expected.attempts);
        assert_eq!(budget.available(), expected.tokens);
        assert_eq!(report.total_attempts, expected.reported);
        assert_eq!(report.status, Status::Unfinished);
    };
    let (attempts, budget, mut report) = (Cell::new(0), RetryBudget::new(), Report::new());
    let call = annotated(&attempts, &budget, &mut report);
    timeout(after, call).await.unwrap_err();
    // Nothing happens after the drop.
    sleep(SECOND * 60).await;
    check(&attempts, &budget, &report);

    let (attempts, budget, mut report) = (Cell::new(0), RetryBudget::new(), Report::new());
    timeout(after, closure(&attempts, &budget, &mut report))
        .await
        .unwrap_err();
    sleep(SECOND * 60).await;
    check(&attempts, &budget, &report);
}

#[tokio::test(start_paused = true)]
async fn a_drop_in_the_first_attempt_costs_no_tokens() {
    let expected = After {
        attempts: 1,
        tokens: 500,
        reported: 0,
    };
    dropped_after(1, expected).await;
}

#[tokio::test(start_paused = true)]
async fn a_drop_during_a_delay_refunds_its_retry() {
    // cockatiel and resilience4j make a cancelled call once more.
    let expected = After {
        attempts: 1,
        tokens: 500,
        reported: 1,
    };
    dropped_after(3, expected).await;
}

#[tokio::test(start_paused = true)]
async fn a_drop_during_a_retry_refunds_nothing() {
    let expected = After {
        attempts: 2,
        tokens: 495,
        reported: 1,
    };
    dropped_after(5, expected).await;
}

#[tokio::test(start_paused = true)]
async fn a_drop_during_a_later_delay_refunds_only_the_last_retry() {
    let expected = After {
        attempts: 2,
        tokens: 495,
        reported: 2,
    };
    dropped_after(7, expected).await;
}

#[tokio::test(start_paused = true)]
async fn a_drop_before_the_first_poll_makes_no_attempt() {
    let (attempts, budget, mut report) = (Cell::new(0), RetryBudget::new(), Report::new());
    drop(annotated(&attempts, &budget, &mut report));
    drop(closure(&attempts, &budget, &mut report));
    sleep(SECOND * 60).await;
    assert_eq!((attempts.get(), budget.available()), (0, 500));
    assert_eq!(report, Report::new());
}

/// The finished future still exists when it is dropped, and has no tokens to give back.
#[tokio::test(start_paused = true)]
async fn a_drop_of_a_finished_future_changes_nothing() {
    let check = |attempts: &Cell<u32>, budget: &RetryBudget, report: &Report| {
        assert_eq!((attempts.get(), budget.available()), (10, 500 - 9 * 5));
        assert_eq!(report.total_attempts, 10);
        assert_eq!(report.status, Status::Failed);
    };
    let (attempts, budget, mut report) = (Cell::new(0), RetryBudget::new(), Report::new());
    {
        let mut call = Box::pin(annotated(&attempts, &budget, &mut report));
        assert_eq!(call.as_mut().await, None);
    }
    check(&attempts, &budget, &report);
    let (attempts, budget, mut report) = (Cell::new(0), RetryBudget::new(), Report::new());
    {
        let mut call = Box::pin(closure(&attempts, &budget, &mut report));
        assert_eq!(call.as_mut().await, None);
    }
    check(&attempts, &budget, &report);
}

/// Counters count decisions: a retry counts from its decision on, even if the call is dropped
/// before the retry.
#[tokio::test(start_paused = true)]
async fn a_drop_leaves_counters_equal_to_events() {
    #[retry(max = 9, backoff = constant, base_delay = "1s", name = "dropped")]
    async fn call() -> Option<()> {
        sleep(SECOND).await;
        None
    }

    let counted = || {
        let site = sites().into_iter().find(|site| site.site == "dropped");
        site.map(|site| (site.retries, site.recoveries, site.give_ups.len()))
    };
    timeout(SECOND / 2, call()).await.unwrap_err();
    assert_eq!(counted(), None);
    timeout(SECOND / 2 * 3, call()).await.unwrap_err();
    assert_eq!(counted(), Some((1, 0, 0)));
    timeout(SECOND / 2 * 5, call()).await.unwrap_err();
    assert_eq!(counted(), Some((2, 0, 0)));
}

#[tokio::test(start_paused = true)]
async fn a_dropped_call_drops_its_attempt_at_once() {
    struct Noisy<'a>(&'a RefCell<Vec<&'static str>>);
    impl Drop for Noisy<'_> {
        fn drop(&mut self) {
            self.0.borrow_mut().push("dropped");
        }
    }
    #[retry]
    async fn call(log: &RefCell<Vec<&'static str>>) -> Option<()> {
        let _held = Noisy(log);
        sleep(SECOND).await;
        log.borrow_mut().push("not reached");
        None
    }

    let log = RefCell::default();
    timeout(SECOND / 2, call(&log)).await.unwrap_err();
    assert_eq!(log.into_inner(), ["dropped"]);
}

/// Tests a cooldown that holds the call back before the first attempt, and before a retry that a
/// budget has paid for.
#[tokio::test(start_paused = true)]
async fn a_drop_during_a_cooldown_refunds_the_tokens() {
    use retry_runtime::Cooldown;

    #[retry(max = 9, base_delay = "1s", budget = budget, cooldown = cooldown)]
    async fn annotated(
        attempts: &Cell<u32>,
        budget: &RetryBudget,
        cooldown: &Cooldown,
    ) -> Option<()> {
        attempts.set(attempts.get() + 1);
        None
    }

    async fn closure(attempts: &Cell<u32>, budget: &RetryBudget, cooldown: &Cooldown) {
        let policy = Policy::builder().max(9).base_delay(SECOND).build();
        let call = policy.retry_async(async || {
            attempts.set(attempts.get() + 1);
            None::<()>
        });
        call.budget(budget).cooldown(cooldown).call().await;
    }

    for attempts_before in [0, 1] {
        for is_annotated in [true, false] {
            let (attempts, budget) = (Cell::new(0), RetryBudget::new());
            let cooldown = Cooldown::new();
            if attempts_before == 0 {
                cooldown.begin(SECOND * 10);
            }
            let extended = async {
                // During the first delay, which lasts a second.
                sleep(SECOND / 2).await;
                cooldown.begin(SECOND * 10);
                std::future::pending::<()>().await;
            };
            let call = async {
                if is_annotated {
                    annotated(&attempts, &budget, &cooldown).await;
                } else {
                    closure(&attempts, &budget, &cooldown).await;
                }
            };
            let both = async { tokio::join!(call, extended) };
            timeout(SECOND * 5, both).await.unwrap_err();
            assert_eq!((attempts.get(), budget.available()), (attempts_before, 500));
        }
    }
}
