//! Calls as in firmware: without `std` and without an allocator.

#![no_std]

#[cfg(test)]
extern crate std;

use retry_runtime::{AttemptTimeout, Outcome, Policy, retry};

/// The error of a sensor.
#[derive(Debug, PartialEq)]
pub enum SensorError {
    /// The sensor answers with an error.
    Fault,
    /// The sensor does not answer.
    Silent(AttemptTimeout),
}

impl From<AttemptTimeout> for SensorError {
    fn from(timeout: AttemptTimeout) -> Self {
        Self::Silent(timeout)
    }
}

/// Reads a sensor.
///
/// # Errors
///
/// The error of the last attempt.
#[retry(max = 2, base_delay = "10ms", attempt_timeout = "5ms")]
pub async fn read(
    sensor: &mut impl AsyncFnMut() -> Result<u16, SensorError>,
) -> Result<u16, SensorError> {
    sensor().await
}

/// Reads a sensor with a closure.
pub async fn poll<R: Outcome<Error: 'static>>(
    policy: &Policy,
    sensor: impl AsyncFnMut() -> R,
) -> R {
    policy.retry_async_mut(sensor).type_name().call().await
}

#[cfg(test)]
mod tests;
