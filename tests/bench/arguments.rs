//! The arguments that go beside the policy, each with a function that uses it, and some of
//! them with a closure.

use retry_runtime::{Policy, Profile, RetryBudget, Verdict, retry};

use crate::contenders::{Call, Failure, Failures, Outcome, body, no_wait};

/// The functions, by the name of the argument.
pub(crate) const ARGUMENTS: [(&str, Call); 11] = [
    ("no jitter", no_jitter),
    ("when", when),
    ("attempt", attempt),
    ("on_retry", on_retry),
    ("budget", budget),
    ("max_elapsed", max_elapsed),
    ("classify, budget", classify_budget),
    ("with: classify, budget", with_classify_budget),
    ("closure: when", closure_when),
    ("closure: budget", closure_budget),
    ("closure: with", closure_with),
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

fn verdict(_: &Failure) -> Verdict {
    Verdict::Retry
}

#[inline(never)]
#[retry(classify = verdict, budget = BUDGET, sleep = no_wait)]
fn classify_budget(failures: &Failures) -> Outcome {
    body(failures)
}

static PROFILE: Profile<Failure> = Profile::new(Policy::builder().build())
    .classify(verdict)
    .budget(&BUDGET);

#[inline(never)]
#[retry(with = PROFILE, sleep = no_wait)]
fn with_classify_budget(failures: &Failures) -> Outcome {
    body(failures)
}

#[inline(never)]
fn closure_with(failures: &Failures) -> Outcome {
    let call = PROFILE.retry(|| body(failures)).debug();
    call.sleep(no_wait).call()
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
