//! The arguments that go beside the policy, each with a function that uses it, and two of
//! them with a closure.

use retry_runtime::{Policy, RetryBudget, retry};

use crate::contenders::{Call, Failure, Failures, Outcome, body, no_wait};

/// The functions, by the name of the argument.
pub(crate) const ARGUMENTS: [(&str, Call); 8] = [
    ("no jitter", no_jitter),
    ("when", when),
    ("attempt", attempt),
    ("on_retry", on_retry),
    ("budget", budget),
    ("max_elapsed", max_elapsed),
    ("closure: when", closure_when),
    ("closure: budget", closure_budget),
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

const POLICY: Policy = Policy::builder().build();

#[inline(never)]
fn closure_when(failures: &Failures) -> Outcome {
    let call = POLICY.retry(|| body(failures)).debug();
    call.when(|_| true).sleep(no_wait).call()
}

#[inline(never)]
fn closure_budget(failures: &Failures) -> Outcome {
    let call = POLICY.retry(|| body(failures)).debug();
    call.budget(&BUDGET).sleep(no_wait).call()
}
