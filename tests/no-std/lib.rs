//! A program without `std` and without an allocator.

#![no_std]

#[cfg(test)]
mod tests;

use core::time::Duration;

use retry_runtime::{Backoff, Classify, Jitter, Policy, Retry, RetryBudget, retry};

/// The error of a bus that is busy, or broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Classify)]
pub enum BusError {
    /// Another device uses the bus.
    #[verdict(retry)]
    Busy,
    /// The bus asks for a pause of this length.
    #[verdict(retry_after = 0)]
    Resetting(Duration),
    /// A permanent failure.
    #[verdict(stop)]
    Broken,
}

/// The policy. Without `std`, jitter needs a seed, such as a serial number.
pub const POLICY: Policy = Policy::builder()
    .max(3)
    .base_delay(Duration::from_millis(1))
    .jitter(Jitter::Equal)
    .seed(42)
    .build();
const _: () = assert!(POLICY.worst_case_delay().unwrap().as_millis() == 7);

/// Budget of all calls that use the bus.
pub static BUDGET: RetryBudget = RetryBudget::builder().capacity(100).build();

/// A device with its own way to wait.
pub struct Device<'a> {
    /// The outcome of each attempt.
    pub read: &'a mut dyn FnMut() -> Result<u8, BusError>,
    /// A timer of the hardware.
    pub wait: &'a mut dyn FnMut(Duration),
}

impl Device<'_> {
    /// Reads the device, by the attribute.
    ///
    /// # Errors
    ///
    /// The last error of the bus.
    #[retry(
        max = 3,
        base_delay = "1ms",
        backoff = fibonacci,
        classify = BusError::verdict,
        budget = BUDGET,
        sleep = |delay| (self.wait)(delay)
    )]
    pub fn by_attribute(&mut self) -> Result<u8, BusError> {
        (self.read)()
    }

    /// Reads the device, by a closure.
    ///
    /// # Errors
    ///
    /// The last error of the bus.
    pub fn by_closure(&mut self, log: impl FnMut(&Retry<'_, BusError>)) -> Result<u8, BusError> {
        POLICY
            .retry(&mut self.read)
            .classify(BusError::verdict)
            .on_retry(log)
            .budget(&BUDGET)
            .sleep(&mut self.wait)
            .debug()
            .call()
    }
}

/// The timer of an async executor.
pub async fn nap(_: Duration) {
    core::future::ready(()).await;
}

/// An async function with the attribute.
///
/// # Errors
///
/// Returns [`BusError::Busy`] after 5 attempts.
#[retry(max_attempts = 5, base_delay = "1ms", when = |error| *error == BusError::Busy, attempt = n, sleep = nap)]
pub async fn async_by_attribute(ready_at: u32) -> Result<u32, BusError> {
    if n == ready_at {
        Ok(n)
    } else {
        Err(BusError::Busy)
    }
}

/// An async closure.
pub async fn async_by_closure(ready_at: u32) -> Option<u32> {
    let mut attempts = 0;
    POLICY
        .retry_async_mut(async || {
            attempts += 1;
            Some(attempts)
        })
        .until(|attempts| *attempts == ready_at)
        .sleep(nap)
        .call()
        .await
}

/// Returns the total of a policy's delays, without a call.
#[must_use]
pub fn total(backoff: Backoff, factor: Option<f64>) -> Option<Duration> {
    let mut policy = Policy::builder().max(10).backoff(backoff);
    if let Some(factor) = factor {
        policy = policy.factor(factor);
    }
    policy.try_build().ok().map(|policy| policy.delays().sum())
}
