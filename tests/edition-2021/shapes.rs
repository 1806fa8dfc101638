//! One function of each kind. Every edition compiles this file.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use crate::runtime::{retry, Classify, Policy, Report, RetryBudget, Verdict};

static BUDGET: RetryBudget = RetryBudget::new();

#[retry(crate = crate::runtime, max = 3, base_delay = "1us", observe = report, budget = BUDGET)]
fn blocking(calls: &mut u32, report: &mut Report) -> Result<u32, Box<dyn std::error::Error>> {
    *calls += 1;
    let number: u32 = if *calls < 3 { "x" } else { "3" }.parse()?;
    Ok(number)
}

#[test]
fn blocking_functions_are_retried() {
    let mut report = Report::new();
    assert_eq!(blocking(&mut 0, &mut report).unwrap(), 3);
    assert_eq!(report.total_attempts, 3);
}

#[retry(crate = crate::runtime, max = 3, attempt_timeout = "1s", clone(job))]
async fn asynchronous(job: String, calls: &mut u32) -> std::io::Result<String> {
    *calls += 1;
    if *calls < 3 {
        std::future::pending::<()>().await;
    }
    Ok(job)
}

#[retry(crate = crate::runtime, max = 3)]
fn future<'a>(calls: &'a mut u32) -> Pin<Box<dyn Future<Output = Option<u32>> + Send + 'a>> {
    Box::pin(async move {
        *calls += 1;
        if *calls < 3 {
            None
        } else {
            Some(*calls)
        }
    })
}

#[async_trait::async_trait]
trait Service {
    async fn call(&mut self, step: u32) -> Result<u32, String>;
}

#[async_trait::async_trait]
impl Service for u32 {
    #[retry(crate = crate::runtime, max = 3)]
    async fn call(&mut self, mut step: u32) -> Result<u32, String> {
        step += 1;
        *self += step;
        if *self < 6 {
            return Err(format!("only {}", self));
        }
        Ok(*self)
    }
}

/// A borrow in a body's last expression: in this edition a local is dropped before the
/// borrow ends, unless the local is an argument.
#[derive(Clone)]
struct Queue(Arc<Mutex<Vec<u32>>>);

impl Queue {
    #[retry(crate = crate::runtime, max = 1, base_delay = "1us", clone(self))]
    fn blocking(self, least: u32) -> Option<u32> {
        drop(Queue(Arc::clone(&self.0)));
        self.0.lock().unwrap().pop().filter(|n| *n >= least)
    }

    #[retry(crate = crate::runtime, max = 1, base_delay = "1us", clone(queue))]
    async fn asynchronous(queue: Self, mut least: u32) -> Option<u32> {
        least += 1;
        queue.0.lock().unwrap().pop().filter(|n| *n >= least)
    }
}

#[tokio::test(start_paused = true)]
async fn last_expressions_may_borrow_from_a_clone() {
    let queue = Queue(Arc::new(Mutex::new(vec![3, 2, 3, 1])));
    assert_eq!(queue.clone().blocking(3), Some(3));
    assert_eq!(Queue::asynchronous(queue, 2).await, Some(3));
}

#[tokio::test(start_paused = true)]
async fn async_functions_and_futures_are_retried() {
    assert_eq!(asynchronous("job".to_owned(), &mut 0).await.unwrap(), "job");
    assert_eq!(future(&mut 0).await, Some(3));
    assert_eq!(0.call(1).await, Ok(6));
}

#[derive(Classify)]
#[verdict(crate = crate::runtime, stop)]
enum Error<E> {
    #[verdict(retry_after = 0)]
    Busy(Option<std::time::Duration>),
    #[verdict(transparent)]
    Inner(E),
    NotFound,
}

#[test]
fn errors_have_verdicts() {
    let inner = Error::Inner(Error::<std::io::Error>::Busy(None));
    assert_eq!(inner.verdict(), Verdict::Retry);
    assert_eq!(Error::<&std::io::Error>::NotFound.verdict(), Verdict::Stop);
}

#[test]
fn policies_are_accepted_in_this_edition() {
    const RETRIES: u32 = 2;

    #[retry(crate = crate::runtime, max = RETRIES, base_delay = "1us")]
    fn written() -> Option<()> {
        None
    }
    #[retry(crate = crate::runtime, policy = policy)]
    fn given(policy: Policy) -> Option<()> {
        None
    }

    assert_eq!(written(), None);
    let policy = Policy::builder()
        .max(1)
        .base_delay(std::time::Duration::from_micros(1));
    assert_eq!(given(policy.build()), None);
}
