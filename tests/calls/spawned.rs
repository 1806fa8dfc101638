//! Retried calls in tasks that a runtime may move between threads. This file mainly tests that such
//! calls compile.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use retry_runtime::{AttemptTimeout, Policy, Report, RetryBudget, Verdict, retry};

static BUDGET: RetryBudget = RetryBudget::builder().build();

const POLICY: Policy = Policy::builder()
    .max(2)
    .base_delay(Duration::from_millis(1))
    .build();

#[derive(Debug)]
struct Failed(u32);

impl From<AttemptTimeout> for Failed {
    fn from(_: AttemptTimeout) -> Self {
        Self(0)
    }
}

async fn fetch(url: &str) -> Result<String, Failed> {
    tokio::task::yield_now().await;
    Err(Failed(u32::try_from(url.len()).unwrap()))
}

struct Client {
    base: String,
}

impl Client {
    async fn by_closure(&self, path: &str) -> Result<String, Failed> {
        POLICY
            .retry_async(async || fetch(&format!("{}{path}", self.base)).await)
            .when(|error| error.0 > 1)
            .debug()
            .call()
            .await
    }

    #[retry(policy = POLICY, when = |error| error.0 > 1)]
    async fn by_attribute(&self, path: &str) -> Result<String, Failed> {
        fetch(&format!("{}{path}", self.base)).await
    }
}

/// Runs a task on another thread.
fn spawned<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    std::thread::spawn(move || runtime.block_on(task))
        .join()
        .unwrap()
}

#[test]
fn a_closure_may_borrow_values_that_the_task_owns() {
    let url = String::from("url");
    let failed = spawned(async move {
        let limits = [1, 2];
        POLICY
            .retry_async(async || fetch(&url).await)
            .when(|error| !limits.contains(&error.0))
            .debug()
            .call()
            .await
    });
    assert_eq!(failed.unwrap_err().0, 3);
}

#[test]
fn every_builder_method_may_be_called_in_a_task() {
    let url = Arc::new(String::from("url"));
    let attempts = AtomicU32::new(0);
    let (told, events, report) = spawned(async move {
        let (mut told, mut events, mut report) = (0, 0, Report::new());
        let outcome = POLICY
            .retry_async(async || {
                attempts.fetch_add(1, Ordering::Relaxed);
                fetch(&url).await
            })
            .when(|error| error.0 > 0)
            .retry_after(|error| (error.0 > 5).then_some(Duration::from_millis(1)))
            .classify(|_| Verdict::Retry)
            .until(|page| !page.is_empty())
            .on_retry(|retry| told += retry.attempt)
            .debug()
            .observe(&mut report)
            .observe_fn(|_| events += 1)
            .budget(&BUDGET)
            .attempt_timeout(Duration::from_secs(60))
            .sleep(tokio::time::sleep)
            .debug()
            .call()
            .await;
        assert!(outcome.is_err());
        assert_eq!(attempts.load(Ordering::Relaxed), 3);
        (told, events, report)
    });
    assert_eq!((told, events), (1 + 2, 3));
    assert_eq!(report.error.as_deref(), Some("Failed(3)"));
}

#[test]
fn a_spawned_method_may_borrow_its_client() {
    let client = Arc::new(Client {
        base: "base".to_owned(),
    });
    let (a, b) = spawned(async move {
        (
            client.by_closure("/a").await,
            client.by_attribute("/a").await,
        )
    });
    assert_eq!((a.unwrap_err().0, b.unwrap_err().0), (6, 6));
}

#[test]
fn a_closure_may_own_and_change_its_captures() {
    let url = String::from("url");
    let mut attempts = 0;
    let outcome = spawned(
        POLICY
            .retry_async_mut(async move || {
                attempts += 1;
                if attempts < 3 {
                    fetch(&url).await
                } else {
                    Ok(url.clone())
                }
            })
            .debug()
            .call(),
    );
    assert_eq!(outcome.unwrap(), "url");
}

#[test]
fn a_spawned_closure_may_return_an_owning_future() {
    let url = String::from("url");
    let retried = POLICY.retry_async(move || {
        let url = url.clone();
        async move { fetch(&url).await }
    });
    assert_eq!(spawned(retried.debug().call()).unwrap_err().0, 3);
}

/// A closure that runs in its own task may borrow and change values around it.
#[test]
fn without_spawn_a_closure_may_change_its_surroundings() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    let mut log = Vec::new();
    let outcome = runtime.block_on(
        POLICY
            .retry_async_mut(async || {
                log.push("begun");
                let outcome = fetch("url").await;
                log.push("ended");
                outcome
            })
            .debug()
            .call(),
    );
    assert!(outcome.is_err());
    assert_eq!(log, ["begun", "ended"].repeat(3));
}
