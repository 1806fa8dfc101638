//! With this library: the attribute, and the closure.

use std::time::Duration;

use retry_runtime::{Jitter, Policy, RetryBudget, retry};

use super::{Failure, Failures, Outcome, body, no_wait};

const POLICY: Policy = Policy::builder().jitter(Jitter::Full).build();

#[inline(never)]
#[retry(jitter, sleep = no_wait)]
pub(crate) fn blocking(failures: &Failures) -> Outcome {
    body(failures)
}

#[retry(jitter)]
pub(crate) async fn asynchronous(failures: &Failures) -> Outcome {
    body(failures)
}

#[inline(never)]
pub(crate) fn closure(failures: &Failures) -> Outcome {
    POLICY.retry(|| body(failures)).sleep(no_wait).call()
}

pub(crate) async fn closure_async(failures: &Failures) -> Outcome {
    POLICY.retry_async(async || body(failures)).call().await
}

pub(crate) fn delay() -> Box<dyn FnMut() -> Option<Duration>> {
    let mut delays = POLICY.delays();
    Box::new(move || delays.next())
}

/// What is asked for beside the policy, each with its function.
pub(crate) const ARGUMENTS: [(&str, fn(&Failures) -> Outcome); 6] = [
    ("no jitter", no_jitter),
    ("when", when),
    ("attempt", attempt),
    ("on_retry", on_retry),
    ("budget", budget),
    ("max_elapsed", max_elapsed),
];

#[inline(never)]
#[retry(sleep = no_wait)]
fn no_jitter(failures: &Failures) -> Outcome {
    body(failures)
}

#[inline(never)]
#[retry(when = |_: &Failure| true, sleep = no_wait)]
fn when(failures: &Failures) -> Outcome {
    body(failures)
}

#[inline(never)]
#[retry(attempt = _n, sleep = no_wait)]
fn attempt(failures: &Failures) -> Outcome {
    body(failures)
}

#[inline(never)]
#[retry(on_retry = |_| (), sleep = no_wait)]
fn on_retry(failures: &Failures) -> Outcome {
    body(failures)
}

static BUDGET: RetryBudget = RetryBudget::new();

#[inline(never)]
#[retry(budget = BUDGET, sleep = no_wait)]
fn budget(failures: &Failures) -> Outcome {
    body(failures)
}

#[inline(never)]
#[retry(max_elapsed = "1m", sleep = no_wait)]
fn max_elapsed(failures: &Failures) -> Outcome {
    body(failures)
}
