//! Contenders with this library: the attribute, and the closure.

use std::hint::black_box;

use retry_runtime::{Jitter, Policy, Profile, retry};

use super::{Delays, Failure, Failures, Outcome, body, no_wait};

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

static PROFILE: Profile<Failure> = Profile::new(POLICY);

#[inline(never)]
#[retry(with = PROFILE, sleep = no_wait)]
pub(crate) fn by_profile(failures: &Failures) -> Outcome {
    body(failures)
}

#[retry(with = PROFILE)]
pub(crate) async fn by_profile_async(failures: &Failures) -> Outcome {
    body(failures)
}

#[inline(never)]
pub(crate) fn closure(failures: &Failures) -> Outcome {
    POLICY
        .retry(|| body(failures))
        .sleep(no_wait)
        .debug()
        .call()
}

pub(crate) async fn closure_async(failures: &Failures) -> Outcome {
    POLICY
        .retry_async(async || body(failures))
        .debug()
        .call()
        .await
}

/// The closure with a policy that the compiler does not know.
#[inline(never)]
pub(crate) fn closure_at_run_time(failures: &Failures) -> Outcome {
    let policy = black_box(&POLICY);
    policy
        .retry(|| body(failures))
        .sleep(no_wait)
        .debug()
        .call()
}

pub(crate) async fn closure_at_run_time_async(failures: &Failures) -> Outcome {
    let policy = black_box(&POLICY);
    policy
        .retry_async(async || body(failures))
        .debug()
        .call()
        .await
}

pub(crate) fn delay() -> Delays {
    let mut delays = POLICY.delays();
    Box::new(move || delays.next())
}
