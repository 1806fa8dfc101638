//! The arguments that go beside the policy, each with a function that uses it.

use retry_runtime::{RetryBudget, retry};

use crate::contenders::{Call, Failure, Failures, Outcome, body, no_wait};

/// The functions, by the name of the argument.
pub(crate) const ARGUMENTS: [(&str, Call); 6] = [
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
