//! Contenders with other crates that a user might choose. A crate without a custom sleep gets a
//! base delay of 0, so that it computes as much but returns at once.

use std::time::Duration;

use super::{Delays, Failures, Outcome, body, no_wait};

const MAX: usize = 3;
const BASE: Duration = Duration::from_millis(100);
const CAP: Duration = Duration::from_secs(30);

// retry

#[inline(never)]
pub(crate) fn retry(failures: &Failures) -> Outcome {
    let delays = retry::delay::Exponential::from_millis_with_factor(0, 2.0);
    retry::retry(
        delays
            .map(|delay| delay.min(CAP))
            .map(retry::delay::jitter)
            .take(MAX),
        || body(failures),
    )
    .map_err(|error| error.error)
}

pub(crate) fn retry_delay() -> Delays {
    let mut delays = retry::delay::Exponential::from_millis_with_factor(100, 2.0)
        .map(|delay| delay.min(CAP))
        .map(retry::delay::jitter)
        .take(MAX);
    Box::new(move || delays.next())
}

// backon

fn backon_policy() -> backon::ExponentialBuilder {
    backon::ExponentialBuilder::new()
        .with_min_delay(BASE)
        .with_max_delay(CAP)
        .with_factor(2.0)
        .with_max_times(MAX)
        .with_jitter()
}

#[inline(never)]
pub(crate) fn backon(failures: &Failures) -> Outcome {
    use backon::BlockingRetryable;
    (|| body(failures))
        .retry(backon_policy())
        .sleep(no_wait)
        .call()
}

pub(crate) async fn backon_async(failures: &Failures) -> Outcome {
    use backon::Retryable;
    (|| async { body(failures) })
        .retry(backon_policy())
        .sleep(tokio::time::sleep)
        .await
}

pub(crate) fn backon_delay() -> Delays {
    use backon::BackoffBuilder;
    let mut delays = backon_policy().build();
    Box::new(move || delays.next())
}

#[inline(never)]
#[backon_macros::backon(backoff = backon_policy, sleep = no_wait)]
pub(crate) fn backon_macros(failures: &Failures) -> Outcome {
    body(failures)
}

#[backon_macros::backon(backoff = backon_policy, sleep = tokio::time::sleep)]
pub(crate) async fn backon_macros_async(failures: &Failures) -> Outcome {
    body(failures)
}

// retrying

#[inline(never)]
#[retrying::retry(stop = attempts(4), wait = exponential(multiplier = 0.0, min = 0.0, max = 30.0, exp_base = 2))]
pub(crate) fn retrying(failures: &Failures) -> Outcome {
    body(failures)
}

#[retrying::retry(stop = attempts(4), wait = exponential(multiplier = 0.1, min = 0.0, max = 30.0, exp_base = 2))]
pub(crate) async fn retrying_async(failures: &Failures) -> Outcome {
    body(failures)
}

/// The `retrying` crate can't combine jitter with growth.
pub(crate) fn retrying_delay() -> Delays {
    use retrying::wait::Wait;
    let wait = retrying::wait::WaitExponential::new(0.1, 0.0, 30.0, 2);
    let mut context = retrying::RetryingContext::new();
    Box::new(move || {
        let delay = wait.wait_duration(&context);
        context.add_attempt();
        Some(delay)
    })
}

// tokio-retry

fn tokio_retry_delays() -> impl Iterator<Item = Duration> {
    tokio_retry::strategy::ExponentialBackoff::from_millis(2)
        .factor(50)
        .max_delay(CAP)
        .map(tokio_retry::strategy::jitter)
        .take(MAX)
}

pub(crate) async fn tokio_retry_async(failures: &Failures) -> Outcome {
    tokio_retry::Retry::start(tokio_retry_delays(), || async { body(failures) }).await
}

pub(crate) fn tokio_retry_delay() -> Delays {
    let mut delays = tokio_retry_delays();
    Box::new(move || delays.next())
}

// backoff

fn backoff_policy(base: Duration) -> backoff::ExponentialBackoff {
    backoff::ExponentialBackoff {
        current_interval: base,
        initial_interval: base,
        multiplier: 2.0,
        max_interval: CAP,
        ..Default::default()
    }
}

fn error(error: backoff::Error<super::Failure>) -> super::Failure {
    match error {
        backoff::Error::Permanent(error) | backoff::Error::Transient { err: error, .. } => error,
    }
}

#[inline(never)]
pub(crate) fn backoff(failures: &Failures) -> Outcome {
    let attempt = || body(failures).map_err(backoff::Error::transient);
    backoff::retry(backoff_policy(Duration::ZERO), attempt).map_err(error)
}

pub(crate) async fn backoff_async(failures: &Failures) -> Outcome {
    let attempt = || async { body(failures).map_err(backoff::Error::transient) };
    backoff::future::retry(backoff_policy(BASE), attempt).await
}

pub(crate) fn backoff_delay() -> Delays {
    use backoff::backoff::Backoff;
    let mut policy = backoff_policy(BASE);
    Box::new(move || policy.next_backoff())
}
